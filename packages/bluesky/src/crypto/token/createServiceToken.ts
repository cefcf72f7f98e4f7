import { invalidOption } from "../../errors/InvalidOptionError.ts";
import { encodeBase64Url } from "../../platform/bytes/base64.ts";
import { encodeUtf8 } from "../../platform/bytes/encodeUtf8.ts";
import { CURVES } from "../curve/Curve.ts";
import type { Signer } from "../signing/SigningKey.ts";

/** Options of {@link createServiceToken}. */
export interface ServiceTokenOptions {
  /** The DID of whoever makes the token: of an account, or of a service with its name behind a `#`. */
  readonly iss: string;
  /** DID of the service that it is shown to. */
  readonly aud: string;
  /** The NSID of the operation that it allows. Services take tokens without one for a minute at the most, or not at all. */
  readonly lxm?: string | undefined;
  /** How many seconds it lives: at most 3,600, and 60 without `lxm`. @default 60 */
  readonly lifetime?: number | undefined;
}

/**
 * Makes a service token with the key of its issuer: for servers, which hold such keys. An account whose key its server holds gets tokens
 * there, by `createServiceAuth` of `bluesky/auth`.
 *
 * @throws {InvalidOptionError} if it would live too long
 * @throws {unknown} what `sign` of the key throws
 * @example
 * ```ts
 * import { createServiceToken, importKey } from "bluesky/crypto";
 *
 * const key = await importKey(pem);
 * const token = await createServiceToken(key, {
 *   iss: "did:web:labels.example.com#atproto_labeler",
 *   aud: "did:web:api.bsky.app",
 *   lxm: "app.bsky.actor.getProfile",
 * });
 * ```
 * @see https://atproto.com/specs/xrpc#inter-service-authentication-jwt
 */
export async function createServiceToken(key: Signer, options: ServiceTokenOptions): Promise<string> {
  const { iss, aud, lxm, lifetime = 60 } = options;
  const most = lxm === undefined ? 60 : 3_600;
  if (!(lifetime > 0 && lifetime <= most)) {
    throw invalidOption("lifetime", `Expected at most ${most} seconds as \`lifetime\`, got ${lifetime}.`);
  }
  const iat = Math.floor(Date.now() / 1_000);
  const header = { typ: "JWT", alg: CURVES[key.curve].alg };
  const claims = { iat, iss, aud, exp: iat + Math.floor(lifetime), lxm, jti: randomId() };
  const signed = [header, claims].map((part) => encodeBase64Url(encodeUtf8(JSON.stringify(part)))).join(".");
  return `${signed}.${encodeBase64Url(await key.sign(encodeUtf8(signed)))}`;
}

/** It has to be another one each time, and may be guessed. */
function randomId(): string {
  const { crypto } = globalThis as { crypto?: Partial<Crypto> }; // not everywhere, whatever its type says
  const bytes = new Uint8Array(16);
  if (crypto?.getRandomValues) crypto.getRandomValues(bytes);
  else for (let i = 0; i < bytes.length; i++) bytes[i] = Math.random() * 256;
  return encodeBase64Url(bytes);
}
