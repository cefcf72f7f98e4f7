import { decodeBase58, encodeBase58 } from "../../platform/bytes/base58.ts";
import { CURVES, type Curve } from "../curve/Curve.ts";

/** What keys in the legacy forms are called, by curve. */
const LEGACY: Readonly<Record<string, Curve>> = {
  EcdsaSecp256r1VerificationKey2019: "p256",
  EcdsaSecp256k1VerificationKey2019: "secp256k1",
};

/**
 * A verification method's key as a Multikey of one of the protocol's two curves; `undefined` if it is none. The legacy
 * types name the curve and hold the bare point, compressed or not; a Multikey has the curve inside.
 */
export function toMultikey(type: unknown, key: string): string | undefined {
  // Multibase: the first letter says that the rest is base 58.
  const bytes = key.startsWith("z") ? decodeBase58(key.slice(1)) : undefined;
  if (!bytes) return;
  if (type === "Multikey") {
    const known = Object.values(CURVES).some(
      ({ publicCodec: [first, second] }) => bytes[0] === first && bytes[1] === second,
    );
    return known && isCompressed(bytes.slice(2)) ? key : undefined;
  }
  const curve = typeof type === "string" && Object.hasOwn(LEGACY, type) ? LEGACY[type] : undefined;
  if (!curve) return;
  const point = bytes.length === 65 && bytes[0] === 4 ? [2 + ((bytes[64] ?? 0) & 1), ...bytes.slice(1, 33)] : bytes;
  return isCompressed(point) ? `z${encodeBase58([...CURVES[curve].publicCodec, ...point])}` : undefined;
}

function isCompressed(point: readonly number[]): boolean {
  return point.length === 33 && (point[0] === 2 || point[0] === 3);
}
