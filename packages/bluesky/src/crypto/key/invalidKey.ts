import { type CryptoError, cryptoError } from "../curve/CryptoError.ts";

/** The error of a key that is none. It does not quote the key: it may be a private one, in the wrong place. */
export function invalidKey(reason: string, options?: ErrorOptions): CryptoError {
  return cryptoError("invalid_key", `Invalid key: ${reason}`, options);
}
