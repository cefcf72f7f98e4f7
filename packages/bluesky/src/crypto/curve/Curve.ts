/** A curve of the protocol: P-256, which is `secp256r1` too, or K-256, which is `secp256k1`. */
export type Curve = "p256" | "secp256k1";

/** What makes a curve: y² = x³ + ax + b modulo p, with n points. */
export interface CurveTraits {
  /** What JWTs call a signature by it. */
  readonly alg: "ES256" | "ES256K";
  /** What JWKs call it. */
  readonly crv: "P-256" | "secp256k1";
  /** What goes before a compressed public key in a multikey: a multicodec, as a varint. */
  readonly publicCodec: readonly [number, number];
  /** What goes before a private key in one. */
  readonly secretCodec: readonly [number, number];
  /** Its object identifier, in DER with tag and length. */
  readonly oid: readonly number[];
  readonly p: bigint;
  readonly a: bigint;
  readonly b: bigint;
  readonly n: bigint;
}

/** @see https://atproto.com/specs/cryptography */
export const CURVES: Readonly<Record<Curve, CurveTraits>> = {
  p256: {
    alg: "ES256",
    crv: "P-256",
    publicCodec: [0x80, 0x24],
    secretCodec: [0x86, 0x26],
    oid: [0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07],
    p: 0xffffffff00000001000000000000000000000000ffffffffffffffffffffffffn,
    a: -3n,
    b: 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn,
    n: 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n,
  },
  secp256k1: {
    alg: "ES256K",
    crv: "secp256k1",
    publicCodec: [0xe7, 0x01],
    secretCodec: [0x81, 0x26],
    oid: [0x06, 0x05, 0x2b, 0x81, 0x04, 0x00, 0x0a],
    p: 0xfffffffffffffffffffffffffffffffffffffffffffffffffffffffefffffc2fn,
    a: 0n,
    b: 7n,
    n: 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n,
  },
};
