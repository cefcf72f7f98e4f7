import { DevnetError } from "../errors/DevnetError.ts";
import { decodeJwt, signJwt } from "./signJwt.ts";

/** What a minted token says. */
export interface MintTokenOptions {
  /** Whose token it is. */
  did: string;
  /** @default "com.atproto.access" */
  scope?: string | undefined;
  /** Seconds until it expires; negative for one that has. @default 7200 */
  expiresIn?: number | undefined;
  /** @default the PDS */
  audience?: string | undefined;
  /** More claims, or other values for those above. */
  claims?: Record<string, unknown> | undefined;
}

/**
 * An access token that the PDS takes for its own, made without a login.
 *
 * @throws {DevnetError} `invalid_option`
 */
export function mintToken(options: MintTokenOptions, { secret, pdsDid }: { secret: string; pdsDid: string }): string {
  const { did, scope = "com.atproto.access", expiresIn = 7200, audience = pdsDid, claims } = options;
  if (!Number.isFinite(expiresIn)) {
    throw new DevnetError("invalid_option", `expiresIn: expected a number of seconds, got ${expiresIn}`);
  }
  const now = Math.floor(Date.now() / 1000);
  // A token that has expired was issued before that.
  const iat = Math.min(now, now + Math.floor(expiresIn) - 1);
  return signJwt(
    { typ: "at+jwt", alg: "HS256" },
    { scope, aud: audience, sub: did, iat, exp: now + Math.floor(expiresIn), ...claims },
    secret,
  );
}

/**
 * The same token, but expired an hour ago: the PDS answers `ExpiredToken` to it. It works for access and for refresh
 * tokens.
 *
 * @throws {DevnetError} `invalid_token`
 */
export function expireToken(jwt: string, secret: string): string {
  const { header, claims } = decodeJwt(jwt);
  const now = Math.floor(Date.now() / 1000);
  return signJwt(header, { ...claims, iat: now - 7200, exp: now - 3600 }, secret);
}
