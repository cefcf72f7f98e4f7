import { createHash } from "node:crypto";
import { decodeJwt, type JwtClaims } from "../../tokens/signJwt.ts";

/** Credentials without their secret. */
export interface Authorization {
  /** `bearer`, `dpop`, `basic`: the first word of the header, in lower case. */
  scheme: string;
  /** Which token of a session it is, or that it is service auth; `other` for everything else. */
  kind: "access" | "refresh" | "service" | "other";
  /** The first 16 hexadecimal digits of the SHA-256 of the credentials: enough to tell two of them apart. */
  hash: string;
}

/** Reads the header `authorization`. */
export function readAuthorization(header: string | null): {
  authorization: Authorization | undefined;
  token: string | undefined;
} {
  const [, scheme, token] = /^(\S+) +(\S.*)$/.exec(header ?? "") ?? [];
  if (scheme === undefined || token === undefined) return { authorization: undefined, token: undefined };
  const hash = createHash("sha256").update(token).digest("hex").slice(0, 16);
  const kind = scheme.toLowerCase() === "bearer" ? kindOf(token) : "other";
  return { authorization: { scheme: scheme.toLowerCase(), kind, hash }, token };
}

/** Claims of a token, if it is a JWT. */
export function readClaims(token: string): JwtClaims | undefined {
  try {
    return decodeJwt(token).claims;
  } catch {
    return undefined; // Other tokens are none of our business.
  }
}

function kindOf(token: string): Authorization["kind"] {
  const claims = readClaims(token);
  if (claims === undefined) return "other";
  if (claims.scope === "com.atproto.refresh") return "refresh";
  if (typeof claims.scope === "string") return "access";
  return typeof claims.iss === "string" ? "service" : "other";
}
