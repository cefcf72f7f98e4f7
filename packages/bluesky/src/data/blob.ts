import { isCid } from "../syntax/cid.ts";
import { type CidLink, isCidLink } from "./cidLink.ts";
import type { GuardOptions } from "./GuardOptions.ts";
import { hasOnly, isObject } from "./isObject.ts";

/** A reference to a blob, as a record holds it and `uploadBlob` returns it. */
export interface BlobRef {
  $type: "blob";
  ref: CidLink;
  /** As in `image/jpeg`. */
  mimeType: string;
  /** In bytes. */
  size: number;
}

/** A reference to a blob in records of the first days. It is read, and never written. */
export interface LegacyBlob {
  cid: string;
  mimeType: string;
}

/**
 * Whether a value is a reference to a blob. With `strict`, as for what is written: the CID is valid and one of raw
 * bytes, the size is a whole number, the MIME type has a slash, and there are no other properties.
 *
 * @example
 * ```ts
 * if (isBlob(value)) console.log(value.ref.$link, value.size);
 * ```
 * @see https://atproto.com/specs/data-model#blob-type
 */
export function isBlob(value: unknown, { strict = false }: GuardOptions = {}): value is BlobRef {
  return (
    isObject(value) &&
    value.$type === "blob" &&
    isCidLink(value.ref, { strict }) &&
    typeof value.mimeType === "string" &&
    typeof value.size === "number" &&
    (!strict ||
      (isRawCid(value.ref.$link) &&
        value.mimeType.includes("/") &&
        Number.isSafeInteger(value.size) &&
        value.size >= 0 &&
        hasOnly(value, "$type", "ref", "mimeType", "size")))
  );
}

/**
 * The CID of a blob, in either form. Records of the first days have blobs in another one than those of today.
 *
 * @example
 * ```ts
 * const { image } = post.embed.images[0];
 * await getBlob(client, { did, cid: blobCid(image) });
 * ```
 */
export function blobCid(blob: BlobRef | LegacyBlob): string {
  return "ref" in blob ? blob.ref.$link : blob.cid;
}

/** The fourth character ends with the last bit of the codec 0x55; what follows is a hash below 128 or above. */
export function isRawCid(cid: string): boolean {
  return /^bafk[q-z2-7]/.test(cid);
}

/**
 * Whether a value is a reference to a blob in the form of the first days. With `strict` the CID must be valid, and no
 * other properties be there.
 *
 * @example
 * ```ts
 * const cid = isLegacyBlob(image) ? image.cid : image.ref.$link;
 * ```
 */
export function isLegacyBlob(value: unknown, { strict = false }: GuardOptions = {}): value is LegacyBlob {
  return (
    isObject(value) &&
    !("$type" in value) &&
    typeof value.cid === "string" &&
    typeof value.mimeType === "string" &&
    (!strict || (isCid(value.cid) && hasOnly(value, "cid", "mimeType")))
  );
}
