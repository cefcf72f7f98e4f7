import type { Curve } from "../curve/Curve.ts";

/** What signs: a {@link SigningKey}, or what a program makes of a key that is kept elsewhere, in a module of hardware for instance. */
export interface Signer {
  /** The curve. */
  readonly curve: Curve;
  /** The public key, as a `did:key`. */
  readonly did: string;
  /** Signs the SHA-256 of data: 64 bytes, R and S, with a low S. */
  sign(data: Uint8Array): Promise<Uint8Array>;
}

/** A private key as a JWK. @see https://datatracker.ietf.org/doc/html/rfc7518#section-6.2 */
export interface PrivateJwk {
  /** The type of the key. */
  readonly kty: "EC";
  /** The curve. */
  readonly crv: "P-256" | "secp256k1";
  /** The private number, in base 64. */
  readonly d: string;
  /** The public point. */
  readonly x: string;
  /** The public point. */
  readonly y: string;
}

/** The forms that a private key is written in. */
export interface KeyForms {
  /** 32 bytes, without its curve. */
  readonly raw: Uint8Array<ArrayBuffer>;
  /** The same in 64 hexadecimal digits, as the settings of the official servers have it. */
  readonly hex: string;
  /** The same with its curve, in multibase: `z`, and base 58. */
  readonly multibase: string;
  /** DER, with the public key. */
  readonly pkcs8: Uint8Array<ArrayBuffer>;
  /** The same as text. */
  readonly pem: string;
  /** An object for JSON, with the public key. */
  readonly jwk: PrivateJwk;
}

/** A private key. Nothing of it shows when it is logged or stringified but its public key. */
export interface SigningKey extends Signer {
  /** What JWTs call a signature of it. */
  readonly alg: "ES256" | "ES256K";
  /** The public key, as a multikey: what is behind `did:key:`. */
  readonly multikey: string;
  /** Signs the SHA-256 of data: 64 bytes, R and S, with a low S. */
  sign(data: Uint8Array): Promise<Uint8Array<ArrayBuffer>>;
  /** Gives the private key away, in one of these forms. Keep it secret. */
  exportKey<Form extends keyof KeyForms>(form: Form): KeyForms[Form];
}
