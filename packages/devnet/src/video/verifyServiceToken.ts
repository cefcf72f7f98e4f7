import { createPublicKey, type KeyObject, verify } from "node:crypto";
import { decodeJwt } from "../tokens/signJwt.ts";
import { VideoError } from "./VideoError.ts";

/** Who calls, and the token that says so. */
export interface Caller {
  readonly did: string;
  readonly token: string;
  /** When the token expires, in seconds since 1970. */
  readonly expiresAt: number;
}

/** What a token has to be for. */
export interface ServiceTokenOptions {
  /** URL of the PLC directory, where the keys of accounts are. */
  readonly plc: string;
  /** Whom it is for. */
  readonly audience: string;
  /** What may be done with it. */
  readonly method: string;
}

/**
 * Verifies the service token of a request: whom it is for, what for, until when, and the signature by the key of its account.
 *
 * @see https://atproto.com/specs/xrpc#inter-service-authentication-jwt
 * @throws {VideoError} 401
 */
export async function verifyServiceToken(
  authorization: string | undefined,
  { plc, audience, method }: ServiceTokenOptions,
): Promise<Caller> {
  const token = /^Bearer (\S+)$/.exec(authorization ?? "")?.[1];
  if (token === undefined) throw refused("AuthMissing", "expected a service token");
  const { claims, algorithm } = read(token);
  const { iss, aud, lxm, exp } = claims;
  if (typeof exp !== "number" || exp * 1000 <= Date.now()) throw refused("ExpiredToken", "the token has expired");
  if (aud !== audience) throw refused("BadJwtAudience", `expected a token for ${audience}, got one for ${String(aud)}`);
  if (lxm !== method) throw refused("BadJwtLexiconMethod", `expected a token for ${method}, got ${String(lxm)}`);
  if (typeof iss !== "string") throw refused("BadJwt", "the token has no issuer");
  const key = await findKey(plc, iss);
  const end = token.lastIndexOf(".");
  const signature = Buffer.from(token.slice(end + 1), "base64url");
  const signed = Buffer.from(token.slice(0, end));
  if (algorithm !== "ES256K" || !verify("sha256", signed, { key, dsaEncoding: "ieee-p1363" }, signature)) {
    throw refused("BadJwtSignature", "the token is not signed by its issuer");
  }
  return { did: iss, token, expiresAt: exp };
}

function read(token: string): { claims: Record<string, unknown>; algorithm: unknown } {
  try {
    const { header, claims } = decodeJwt(token);
    return { claims, algorithm: header.alg };
  } catch {
    throw refused("BadJwt", "expected a service token, got something else");
  }
}

/** The key that an account signs with, of its document. */
async function findKey(plc: string, did: string): Promise<KeyObject> {
  // All accounts of this network have such a DID.
  const answer = /^did:plc:[a-z2-7]{24}$/.test(did) ? await fetch(`${plc}/${did}`).catch(() => undefined) : undefined;
  const document: unknown = answer?.ok ? await answer.json().catch(() => undefined) : undefined;
  const methods: unknown = Object(document).verificationMethod;
  const found = Array.isArray(methods) ? methods.find(({ id }) => String(id).endsWith("#atproto")) : undefined;
  const bytes = decodeBase58(String(Object(found).publicKeyMultibase).replace(/^z/, ""));
  const start = bytes?.toString("hex", 0, 2) ?? "";
  // A Multikey says what it is, and the point is compressed. In documents of the older form it is neither.
  const der =
    bytes?.length === 35 && start === "e701"
      ? [COMPRESSED, bytes.subarray(2)]
      : bytes?.length === 65 && start.startsWith("04") && [UNCOMPRESSED, bytes];
  if (!der) throw refused("UntrustedIss", `${did} has no K-256 key that could be found`);
  return createPublicKey({ key: Buffer.concat(der), format: "der", type: "spki" });
}

/** What comes before a point of secp256k1 in a SubjectPublicKeyInfo (RFC 5480). */
const COMPRESSED: Buffer = /*#__PURE__*/ Buffer.from("3036301006072a8648ce3d020106052b8104000a032200", "hex");
const UNCOMPRESSED: Buffer = /*#__PURE__*/ Buffer.from("3056301006072a8648ce3d020106052b8104000a034200", "hex");

const BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

function decodeBase58(text: string): Buffer | undefined {
  let value = 0n;
  for (const character of text) {
    const digit = BASE58.indexOf(character);
    if (digit < 0) return undefined;
    value = value * 58n + BigInt(digit);
  }
  const hex = value.toString(16);
  return Buffer.from(hex.length % 2 ? `0${hex}` : hex, "hex");
}

function refused(error: string, message: string): VideoError {
  return new VideoError(401, error, message);
}
