import { decodeBase64Url, encodeBase64Url } from "../../platform/bytes/base64.ts";
import { decodeUtf8 } from "../../platform/bytes/decodeUtf8.ts";
import { parseBounded } from "../../platform/http/parseBounded.ts";
import { isDid } from "../../syntax/did.ts";
import { isNsid } from "../../syntax/nsid.ts";
import type { ServiceToken } from "./ServiceToken.ts";
import { type ServiceTokenError, serviceTokenError } from "./ServiceTokenError.ts";

/** Longer than any that is meant. */
const MAX_LENGTH = 8_192;

/** Types of other tokens, which nobody may use in the place of this one. */
const OTHER_TYPES = ["at+jwt", "refresh+jwt", "dpop+jwt"];

/** A token as it is read, before anybody has verified it. */
export interface ParsedToken {
  readonly claims: ServiceToken;
  readonly alg: "ES256" | "ES256K";
  /** When it begins to count, in seconds since 1970. */
  readonly nbf: number | undefined;
  /** What is signed: the header and the claims, as they were sent. */
  readonly signed: string;
  readonly signature: Uint8Array;
}

/** @throws {ServiceTokenError} `invalid_token` */
export function parseServiceToken(token: string): ParsedToken {
  if (typeof token !== "string" || token.length > MAX_LENGTH) throw invalid("it is no JWT");
  const parts = token.split(".");
  const [head = "", body = "", end = ""] = parts;
  const signature = decodeBase64Url(end);
  // Base 64 can be written in several ways, of which one is right: a token that was used is known by its text.
  if (parts.length !== 3 || !signature || encodeBase64Url(signature) !== end) throw invalid("it is no JWT");
  const { typ, alg, crit } = readPart(head);
  if (typeof typ === "string" && OTHER_TYPES.includes(typ.toLowerCase()))
    throw invalid("it is a token of another type");
  if (alg !== "ES256" && alg !== "ES256K") throw invalid("expected ES256 or ES256K as its `alg`");
  if (crit !== undefined) throw invalid("it wants extensions to be heeded that nobody knows");
  const { nbf, ...claims } = readPart(body);
  return { claims: toClaims(claims), alg, nbf: toTime("nbf", nbf), signed: `${head}.${body}`, signature };
}

function toClaims({ iss, aud, lxm, exp, iat, jti }: Readonly<Record<string, unknown>>): ServiceToken {
  const [did = "", service, ...more] = typeof iss === "string" ? iss.split("#") : [];
  if (typeof iss !== "string" || !isDid(did) || more.length > 0 || !(service === undefined || isFragment(service))) {
    throw invalid("expected a DID, or a DID and a service, as its `iss`");
  }
  if (typeof aud !== "string" || !isDid(aud.split("#")[0] ?? "")) throw invalid("expected a DID as its `aud`");
  if (lxm !== undefined && !(typeof lxm === "string" && isNsid(lxm))) throw invalid("expected an NSID as its `lxm`");
  if (jti !== undefined && typeof jti !== "string") throw invalid("expected a text as its `jti`");
  const end = toTime("exp", exp);
  if (end === undefined) throw invalid("it has no `exp`");
  return { did, service, iss, aud, lxm, exp: end, iat: toTime("iat", iat), jti };
}

function isFragment(text: string): boolean {
  return /^[\w.~-]{1,64}$/.test(text);
}

function toTime(name: string, value: unknown): number | undefined {
  // Beyond the year 5000 it would be milliseconds.
  if (value === undefined || (typeof value === "number" && value >= 0 && value < 1e11)) return value;
  throw invalid(`expected a number of seconds as its \`${name}\``);
}

function readPart(text: string): Readonly<Record<string, unknown>> {
  const bytes = decodeBase64Url(text);
  const json = bytes && decodeUtf8(bytes);
  const value = json === undefined ? undefined : parseBounded(json);
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw invalid("it is no JWT");
  return value as Readonly<Record<string, unknown>>; // JSON
}

/** The error of a token that is none. */
export function invalid(reason: string): ServiceTokenError {
  return serviceTokenError("invalid_token", reason);
}
