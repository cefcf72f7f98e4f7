import { type BlobRef, blobCid, type LegacyBlob } from "../../data/blob.ts";
import { invalidOption } from "../../errors/InvalidOptionError.ts";
import { typeOf } from "../../errors/typeOf.ts";

/**
 * Which blob is meant: the account that has it, and its CID or what a record has of it. What `media` gives is one, and so is
 * `{ did, blob: record.embed.images[0].image }`.
 */
export type BlobTarget =
  | { readonly did: string; readonly cid: string; readonly blob?: undefined }
  | { readonly did: string; readonly blob: BlobRef | LegacyBlob };

/** The account and the CID of a blob, and what a record says that it is. */
export interface NamedBlob {
  readonly did: string;
  readonly cid: string;
  readonly mimeType: string | undefined;
}

/** @throws {InvalidOptionError} */
export function readTarget(target: BlobTarget): NamedBlob {
  const { did, cid, blob } = Object(target) as { did?: unknown; cid?: unknown; blob?: BlobRef | LegacyBlob };
  const found = typeof blob === "object" && blob !== null ? blobCid(blob) : cid;
  if (typeof did === "string" && typeof found === "string") return { did, cid: found, mimeType: blob?.mimeType };
  const got = typeof target === "object" ? "another object" : typeOf(target);
  throw invalidOption("target", `Expected { did, cid } or { did, blob }, got ${got}.`);
}
