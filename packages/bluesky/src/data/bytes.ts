import { type GuardOptions, STRICT } from "./GuardOptions.ts";
import { describe, invalidData } from "./InvalidDataError.ts";
import { hasOnly, isObject } from "./isObject.ts";

/** Bytes in the JSON form of the data model: base64 with optional padding. */
export interface Bytes {
  /** The bytes, in base 64. */
  $bytes: string;
}

/**
 * Whether a value is bytes in the JSON form. With `strict`, the base64 must be valid, and there must be no other
 * properties.
 *
 * @example
 * ```ts
 * if (isBytes(value)) toBytes(value).length;
 * ```
 * @see https://atproto.com/specs/data-model#bytes
 */
export function isBytes(value: unknown, { strict = false }: GuardOptions = {}): value is Bytes {
  return (
    isObject(value) &&
    typeof value.$bytes === "string" &&
    (!strict || (isBase64(value.$bytes) && hasOnly(value, "$bytes")))
  );
}

/** The number of bytes, without decoding the base64: what `minLength` and `maxLength` of a lexicon count. */
export function bytesLength(bytes: Bytes): number {
  return (unpaddedLength(bytes.$bytes) * 3) >> 2;
}

function unpaddedLength(base64: string): number {
  const end = base64.indexOf("=");
  return end < 0 ? base64.length : end;
}

/**
 * Whether a text is base 64, with all of its padding or none. Its last character has no bits set beyond the last byte:
 * nobody encodes them, and they would not come back.
 */
export function isBase64(text: string): boolean {
  return /^(?:[A-Za-z\d+/]{4})*(?:[A-Za-z\d+/][AQgw](?:==)?|[A-Za-z\d+/]{2}[AEIMQUYcgkosw048]=?)?$/.test(text);
}

/**
 * Decodes bytes of the JSON form.
 *
 * @throws {InvalidDataError} if the base 64 is not valid
 * @example
 * ```ts
 * toBytes({ $bytes: "aGk" }); // Uint8Array [104, 105]
 * ```
 */
export function toBytes(bytes: Bytes): Uint8Array<ArrayBuffer> {
  if (!isBytes(bytes, STRICT)) {
    throw invalidData({ expected: "bytes as { $bytes: <base 64> }", received: describe(bytes) });
  }
  // The platform wants all of the padding or none.
  const binary = atob(bytes.$bytes.slice(0, unpaddedLength(bytes.$bytes)));
  const decoded = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i++) decoded[i] = binary.charCodeAt(i);
  return decoded;
}

/** Encodes bytes for the JSON form, without padding. The inverse of {@link toBytes}. */
export function fromBytes(bytes: Uint8Array): Bytes {
  let binary = "";
  // In pieces: a call takes only so many arguments.
  for (let i = 0; i < bytes.length; i += 8192) binary += String.fromCharCode(...bytes.subarray(i, i + 8192));
  const base64 = btoa(binary);
  return { $bytes: base64.slice(0, unpaddedLength(base64)) };
}
