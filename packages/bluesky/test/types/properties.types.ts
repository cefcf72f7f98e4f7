import type { ProfileAssociatedChat, ViewerState } from "bluesky/app/bsky/actor/defs";
import type { Image } from "bluesky/app/bsky/embed/images";
import type { Post } from "bluesky/app/bsky/feed/post";
import type { uploadBlob } from "bluesky/com/atproto/repo";
import type { createSession } from "bluesky/com/atproto/server";
import type { BlobRef, LegacyBlob } from "bluesky/data";
import type { Equal, Expect } from "./Equal.ts";

/** knownValues are open, and complete: the type is the values and any other string. */
type Allow = ProfileAssociatedChat["allowIncoming"];
export type KnownValues = Expect<Equal<Allow, "all" | "none" | "following" | (string & {})>>;
export const known: Allow = "following";
export const other: Allow = "whoever";
// @ts-expect-error: but strings only
export const number: Allow = 1;
/** Completion needs the values to survive in the type: `string` alone would swallow them. */
export type NotJustString = Expect<Equal<Equal<Allow, string>, false>>;

/** Optional properties may be undefined, under exactOptionalPropertyTypes too. */
const createdAt = "2026-11-23T00:00:00.000Z";
export const undefinedProperty: Post = { text: "", createdAt, reply: undefined, langs: undefined };
export const missingProperty: Post = { text: "", createdAt };
export type Optional = Expect<Equal<ViewerState["muted"], boolean | undefined>>;
// @ts-expect-error: undefined is not null
export const nullProperty: Post = { text: "", createdAt, reply: null };
// @ts-expect-error: a required property
export const required: Post = { text: "" };
// @ts-expect-error: a typo in a property
export const typo: Post = { text: "", createdAt, lang: ["en"] };

/** Identifiers and datetimes are plain strings; blobs are as on the wire. */
export type Did = Expect<Equal<createSession.Output["did"], string>>;
export type CreatedAt = Expect<Equal<Post["createdAt"], string>>;
export const blob: BlobRef = { $type: "blob", ref: { $link: "bafkrei" }, mimeType: "image/png", size: 1 };

/** In records, and objects in them, blobs may be those of the first days. What a server makes is of today. */
export type Blob = Expect<Equal<Image["image"], BlobRef | LegacyBlob>>;
export type Uploaded = Expect<Equal<uploadBlob.Output["blob"], BlobRef>>;
export function cidOf({ image }: Image): string {
  // @ts-expect-error: only those of today have a `ref`
  void image.ref;
  return "ref" in image ? image.ref.$link : image.cid;
}

/** What comes back is plain data: it can be cloned. */
export const cloned: Post = structuredClone(missingProperty);
