import { type BlobRef, isBlob, isLegacyBlob, type LegacyBlob } from "../../data/blob.ts";
import { isObject } from "../../data/isObject.ts";
import { invalidOption } from "../../errors/InvalidOptionError.ts";
import { typeOf } from "../../errors/typeOf.ts";
import { resolveHandle } from "../../identity/resolveHandle.ts";
import { listRecords } from "../../lexicons/com/atproto/repo/listRecords.ts";
import { callerOf } from "../../records/single/limits/callerOf.ts";
import { isDid } from "../../syntax/did.ts";
import type { CallOptions, ClientLike } from "../../xrpc/contract/Call.ts";
import { toServer } from "./toServer.ts";

/** What something is for, by its place in its record. */
export type MediaKind = "image" | "video" | "caption" | "thumb" | "avatar" | "banner" | "other";

/** One blob in one record. It can be given to `downloadBlob`. */
export interface MediaItem {
  /** The account that has it. */
  readonly did: string;
  /** The AT URI of the record. */
  readonly uri: string;
  /** The blob, as the record has it. */
  readonly blob: BlobRef | LegacyBlob;
  /** What it is for. */
  readonly kind: MediaKind;
  /** What it shows, where its author says it. */
  readonly alt?: string | undefined;
  /** The language of captions. */
  readonly lang?: string | undefined;
  /** When the record was written, as it says itself. */
  readonly createdAt?: string | undefined;
  /** The record. */
  readonly record: object;
}

/** Options of {@link media}. */
export interface MediaOptions extends CallOptions {
  /** Collections that are read, by NSID. @default profile, status, posts, lists and feeds */
  readonly collections?: readonly string[] | undefined;
  /** What is given. @default all kinds */
  readonly kinds?: readonly MediaKind[] | undefined;
  /** How many are given at most. */
  readonly max?: number | undefined;
}

/** Those of Bluesky whose records have blobs. */
const COLLECTIONS: readonly string[] = [
  "app.bsky.actor.profile",
  "app.bsky.actor.status",
  "app.bsky.feed.post",
  "app.bsky.graph.list",
  "app.bsky.feed.generator",
];

/** What a blob is for, by the property that has it. */
const KINDS: Readonly<Record<string, MediaKind>> = {
  image: "image",
  video: "video",
  file: "caption",
  thumb: "thumb",
  avatar: "avatar",
  banner: "banner",
};

/** Deeper than a record can be. */
const DEEPEST = 32;

/**
 * All media of an account: images of posts and galleries, videos and their captions, thumbs of link cards, avatars and banners. The
 * records are read from the account's own server, the newest posts first, and each blob is given once for each place that has it. A
 * list of all its blobs (`listBlobs`) would be shorter, but it says neither what they are nor what they show, and has those that
 * nobody refers to any more.
 *
 * @param actor a handle, a DID, or anything with a `did`
 * @throws {InvalidOptionError}
 * @throws {IdentityError}
 * @throws {AbortedError}
 * @throws {CallError}
 * @example
 * ```ts
 * for await (const item of media(client, "alice.example.com", { kinds: ["image", "video"] })) {
 *   await (await downloadBlob(client, item)).save({ path: blobCid(item.blob) });
 * }
 * ```
 */
export async function* media(
  client: ClientLike,
  actor: string | { readonly did: string },
  options: MediaOptions = {},
): AsyncGenerator<MediaItem, void, undefined> {
  const { collections = COLLECTIONS, kinds, max = Infinity, ...call } = options;
  const did = await toDid(client, actor, call);
  const settings = await toServer(client, did, call);
  let left = max;
  if (left <= 0) return;
  for (const collection of collections) {
    for await (const { uri, value } of listRecords.items(client, { repo: did, collection, limit: 100 }, settings)) {
      const { createdAt } = value;
      for (const found of findBlobs(value, "", DEEPEST)) {
        if (kinds && !kinds.includes(found.kind)) continue;
        yield { did, uri, ...found, ...(typeof createdAt === "string" && { createdAt }), record: value };
        if (--left <= 0) return;
      }
    }
  }
}

async function toDid(client: ClientLike, actor: unknown, { signal }: CallOptions): Promise<string> {
  const name: unknown = typeof actor === "string" ? actor : Object(actor).did;
  if (typeof name !== "string") throw invalidOption("actor", `Expected a handle or a DID, got ${typeOf(actor)}.`);
  if (isDid(name)) return name;
  const { network, fetch } = callerOf(client).options;
  return resolveHandle(name, { network, fetch, signal });
}

type Found = Pick<MediaItem, "blob" | "kind" | "alt" | "lang">;

/** The blobs in a value, in their order, and what stands beside them. */
function* findBlobs(value: unknown, name: string, depth: number, beside: object = {}): Generator<Found> {
  if (typeof value !== "object" || value === null || depth === 0) return;
  // An object that only looks like a legacy blob has other properties.
  if (isBlob(value) || isLegacyBlob(value, { strict: true })) {
    const { alt, lang } = beside as { readonly alt?: unknown; readonly lang?: unknown };
    const kind = Object.hasOwn(KINDS, name) ? KINDS[name] : undefined;
    yield {
      blob: value,
      kind: kind ?? "other",
      ...(typeof alt === "string" && { alt }),
      ...(typeof lang === "string" && { lang }),
    };
    return;
  }
  const entries = Array.isArray(value) ? value.map((one) => [name, one] as const) : Object.entries(value);
  for (const [key, inner] of entries) yield* findBlobs(inner, key, depth - 1, isObject(value) ? value : beside);
}
