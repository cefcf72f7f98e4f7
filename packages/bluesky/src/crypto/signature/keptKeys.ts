import type { Verify } from "../engine/Engine.ts";
import { decodeMultikey } from "../key/multikey.ts";
import type { PublicKey } from "../key/PublicKey.ts";

/** How many keys are kept in the form that the platform wants them in: making it takes half as long as a verification. */
const MAX_KEPT = 4_096;

/** A key, and what is known of it. */
export interface KeptKey extends PublicKey {
  verify?: Verify | undefined;
  /** Whether somebody has looked. */
  onCurve?: true;
}

/** By multikey, in the order of their last use. */
export const keptKeys: Map<string, KeptKey> = /*#__PURE__*/ new Map();

/** @throws {CryptoError} `invalid_key` */
export function findKey(multikey: string): KeptKey {
  const found: KeptKey = keptKeys.get(multikey) ?? decodeMultikey(multikey);
  // A Map keeps the order of insertion: the first is the one that nobody has used for longest.
  keptKeys.delete(multikey);
  keptKeys.set(multikey, found);
  for (const oldest of keptKeys.keys()) {
    if (keptKeys.size <= MAX_KEPT) break;
    keptKeys.delete(oldest);
  }
  return found;
}
