import { isCid } from "../syntax/cid.ts";
import { type CidLink, isCidLink } from "./cidLink.ts";
import type { GuardOptions } from "./GuardOptions.ts";
import { hasOnly, isObject } from "./isObject.ts";

/** A reference to a blob, as records contain it and `uploadBlob` returns it. */
export interface BlobRef {
  $type: "blob";
  /** The CID of the blob. */
  ref: CidLink;
  /** As in `image/jpeg`. */
  mimeType: string;
  /** In bytes. */
  size: number;
}

/** The legacy form of a reference to a blob, in old records. It is read, but never written. */
export interface LegacyBlob {
  /** The CID of the blob. */
  cid: string;
  /** The media type of the blob. */
  mimeType: string;
}

/**
 * Whether a value is a reference to a blob. With `strict`, which applies to what is written, the CID must be valid and
 * have the raw codec, the size must be an integer, the MIME type must have a slash, and there must be no other
 * properties.
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
 * The CID of a blob, in either form. Old records have blobs in a legacy form.
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
 * Whether a value is a reference to a blob in the legacy form. With `strict`, the CID must be valid, and there must be
 * no other properties.
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
