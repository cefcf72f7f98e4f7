import { to32Bytes, toBigInt } from "./bigints.ts";
import { CURVES, type Curve } from "./Curve.ts";

/**
 * The long form of a compressed point: 4, x and y, in 65 bytes.
 *
 * @returns `undefined` where there is no such point on the curve
 */
export function decompress(curve: Curve, point: Uint8Array): Uint8Array<ArrayBuffer> | undefined {
  const { p, a, b } = CURVES[curve];
  const [sign = 0] = point;
  const x = toBigInt(point.subarray(1));
  if (point.length !== 33 || (sign !== 2 && sign !== 3) || x >= p) return;
  const square = modulo(x * x * x + a * x + b, p);
  // Both primes leave 3 when divided by 4, so this is a root wherever there is one.
  const root = power(square, (p + 1n) / 4n, p);
  if (modulo(root * root, p) !== square) return;
  // A root of zero has no odd counterpart; no point of these curves has one.
  const y = Number(root & 1n) === (sign & 1) ? root : p - root;
  const bytes = new Uint8Array(65);
  bytes[0] = 4;
  bytes.set(point.subarray(1), 1);
  bytes.set(to32Bytes(y), 33);
  return bytes;
}

/** The compressed form of a point, whichever it has; `undefined` if it is neither, or not on the curve. */
export function compress(curve: Curve, point: Uint8Array): Uint8Array<ArrayBuffer> | undefined {
  const short = new Uint8Array(33);
  if (point.length === 65 && point[0] === 4) {
    short[0] = 2 + ((point[64] ?? 0) & 1);
    short.set(point.subarray(1, 33), 1);
    const long = decompress(curve, short);
    return long?.every((byte, i) => byte === point[i]) ? short : undefined;
  }
  if (!decompress(curve, point)) return;
  short.set(point);
  return short;
}

function power(base: bigint, exponent: bigint, p: bigint): bigint {
  let result = 1n;
  for (let square = base, rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * square) % p;
    square = (square * square) % p;
  }
  return result;
}

function modulo(number: bigint, p: bigint): bigint {
  const rest = number % p;
  return rest < 0n ? rest + p : rest;
}
