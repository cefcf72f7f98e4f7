import { createHmac } from "node:crypto";
import { DevnetError } from "../errors/DevnetError.ts";

/** Claims of a token. Times are seconds since 1970. */
export interface JwtClaims {
  iat?: number;
  exp?: number;
  [claim: string]: unknown;
}

/** Signs a token as the PDS does: HS256 with its own secret. */
export function signJwt(header: Record<string, unknown>, claims: JwtClaims, secret: string): string {
  const content = [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString("base64url")).join(".");
  return `${content}.${createHmac("sha256", secret).update(content).digest("base64url")}`;
}

/**
 * Header and claims of a token, unverified.
 *
 * @throws {DevnetError} `invalid_token`
 */
export function decodeJwt(jwt: string): { header: Record<string, unknown>; claims: JwtClaims } {
  const [header, claims, signature, more] = jwt.split(".");
  const decoded = [header, claims].map((part) => {
    try {
      return JSON.parse(Buffer.from(part ?? "", "base64url").toString()) as unknown;
    } catch {
      return undefined;
    }
  });
  if (
    signature !== undefined &&
    more === undefined &&
    decoded.every((part) => typeof part === "object" && part !== null)
  ) {
    // Both are objects: just checked.
    const [first, second] = decoded as [Record<string, unknown>, JwtClaims];
    return { header: first, claims: second };
  }
  throw new DevnetError(
    "invalid_token",
    "Expected a JWT (three parts in base64url, joined by dots), got something else.",
  );
}
