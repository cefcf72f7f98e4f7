import { verifySignature } from "../../crypto/index.ts";
import { encodeCbor } from "../../data/encodeCbor.ts";
import { decodeBase64Url, encodeBase64Url } from "../../platform/bytes/base64.ts";
import type { PlcOperation, PlcSigner } from "./PlcOperation.ts";

/**
 * Which of some keys has signed an operation: the first one that has, as its place among them; -1 for none. A signature is written
 * in one way only: otherwise one that is written in another way would be another operation, made by nobody.
 */
export async function findSigner(operation: PlcOperation, keys: readonly string[]): Promise<number> {
  const { sig, ...unsigned } = operation;
  const signature = decodeBase64Url(sig);
  if (signature?.length !== 64 || encodeBase64Url(signature) !== sig) return -1;
  const data = encodeCbor(unsigned);
  for (const [index, key] of keys.entries()) {
    if (await verifySignature(key, data, signature)) return index;
  }
  return -1;
}

/** The operation, signed. */
export async function signOperation<T extends object>(unsigned: T, key: PlcSigner): Promise<T & { sig: string }> {
  return { ...unsigned, sig: encodeBase64Url(await key.sign(encodeCbor(unsigned))) };
}
