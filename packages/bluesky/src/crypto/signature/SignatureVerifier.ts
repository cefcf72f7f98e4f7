import type { Curve } from "../curve/Curve.ts";
import type { PublicKey } from "../key/PublicKey.ts";

/** Verifies signatures in place of the platform. */
export interface SignatureVerifier {
  /** The curves that it knows. Keys of others are left to the platform. */
  readonly curves: readonly Curve[];
  /**
   * Whether a signature of the SHA-256 of data is the key's. What it gets has been looked at: the key's point is on its curve, the
   * signature has 64 bytes, R and S, and a low S.
   */
  verify(key: PublicKey, data: Uint8Array, signature: Uint8Array): boolean | PromiseLike<boolean>;
}
