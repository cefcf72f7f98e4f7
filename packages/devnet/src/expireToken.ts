import { decodeJwt, signJwt } from "./signJwt.ts";

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
