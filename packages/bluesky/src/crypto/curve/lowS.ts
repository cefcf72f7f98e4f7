import { to32Bytes, toBigInt } from "./bigints.ts";
import { CURVES, type Curve } from "./Curve.ts";

/** By curve: n / 2, the highest S there may be. Made at the first use. */
const halves: Map<Curve, Uint8Array> = /*#__PURE__*/ new Map();

/**
 * Whether a signature has the one form that the protocol takes: R and S in 32 bytes each, S in the lower half. The other half
 * holds a second signature of the same text by the same key, which anybody can make of the first one.
 */
export function hasLowS(curve: Curve, signature: Uint8Array): boolean {
  if (signature.length !== 64) return false;
  let half = halves.get(curve);
  if (!half) {
    half = to32Bytes(CURVES[curve].n >> 1n);
    halves.set(curve, half);
  }
  for (let i = 0; i < 32; i++) {
    const difference = (signature[32 + i] ?? 0) - (half[i] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return true;
}

/** The same signature with its S in the lower half. Platforms make either. */
export function toLowS(curve: Curve, signature: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  if (!hasLowS(curve, signature)) signature.set(to32Bytes(CURVES[curve].n - toBigInt(signature.subarray(32))), 32);
  return signature;
}
