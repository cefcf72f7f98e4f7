import { createSha256 } from "./createSha256.ts";

/**
 * The SHA-256 of bytes, at once. For many short texts and blocks, which WebCrypto takes one by one, and slowly; where there is Node's
 * crypto, `#hash-sha256` leads there.
 */
export function hashSha256(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const hash = createSha256();
  hash.update(bytes);
  return hash.digest();
}

/** The same as a text, of one character for each byte. */
export function hashSha256Text(bytes: Uint8Array): string {
  return String.fromCharCode(...hashSha256(bytes));
}
