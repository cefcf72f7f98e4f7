import { CryptoError } from "../../crypto/curve/CryptoError.ts";
import { parseMultikey, toMultibase } from "../../crypto/key/multikey.ts";

/** Whether a text is a public key of one of the two curves: a `did:key`, or what stands behind that. */
export function isPublicKey(key: string): boolean {
  try {
    parseMultikey(toMultibase(key));
    return true;
  } catch (error) {
    if (error instanceof CryptoError) return false;
    throw error;
  }
}
