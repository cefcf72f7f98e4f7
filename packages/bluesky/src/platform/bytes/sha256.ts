import { createSha256 } from "./createSha256.ts";

/** The SHA-256 of bytes. Pages that are not secure, and some platforms, have no WebCrypto: there a megabyte takes some 40 ms. */
export async function sha256(bytes: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  const { crypto } = globalThis as { crypto?: Partial<Crypto> }; // not everywhere, whatever its type says
  if (!crypto?.subtle) {
    const hash = createSha256();
    hash.update(bytes);
    return hash.digest();
  }
  // Its types exclude shared memory, which it refuses itself.
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes as Uint8Array<ArrayBuffer>));
}
