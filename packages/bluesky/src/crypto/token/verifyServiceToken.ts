import { checkSignal } from "../../errors/checkSignal.ts";
import { invalidOption } from "../../errors/InvalidOptionError.ts";
import { encodeBase64Url } from "../../platform/bytes/base64.ts";
import { encodeUtf8 } from "../../platform/bytes/encodeUtf8.ts";
import { CURVES } from "../curve/Curve.ts";
import type { DidResolver } from "../document/DidResolver.ts";
import { verifyByDocument } from "../document/verifyByDocument.ts";
import { decodeMultikey } from "../key/multikey.ts";
import type { VerifyOptions } from "../signature/verifySignature.ts";
import { invalid, type ParsedToken, parseServiceToken } from "./parseServiceToken.ts";
import type { ReplayStore } from "./ReplayStore.ts";
import type { ServiceToken } from "./ServiceToken.ts";
import { serviceTokenError } from "./ServiceTokenError.ts";

/** Options of {@link verifyServiceToken}. */
export interface VerifyServiceTokenOptions extends VerifyOptions {
  /**
   * Who verifies: a DID with its service (`did:web:feeds.example.com#bsky_fg`), or several. Tokens for the bare DID are taken as well,
   * for that is what servers send today. Given as a bare DID, tokens for any service of it are taken.
   */
  readonly aud: string | readonly string[];
  /** The NSID of the operation that was called, or several. `null` takes every token, whatever it is for. */
  readonly lxm: string | readonly string[] | null;
  /** Gives the documents with the issuers' keys: `createIdentityResolver()` of `bluesky/identity`. */
  readonly identity: DidResolver;
  /** Remembers the tokens that were used, so that none is used twice. @default a token can be used until it ends */
  readonly replay?: ReplayStore | undefined;
  /** How many seconds the clocks of the issuer and of this machine may differ. @default 5 */
  readonly leeway?: number | undefined;
  /** Ends the wait for the document. */
  readonly signal?: AbortSignal | undefined;
}

/** How many seconds a token may live, for an operation and for none. */
const MAX_LIFETIME = { withMethod: 3_600, without: 60 } as const;

/**
 * Verifies a service token: what an account's server gives along with a request to a feed generator, a labeler, or another service,
 * to say on whose behalf it asks. Where the signature is not of the key in the issuer's document, the document is fetched again,
 * once: keys change.
 *
 * @param token what stands behind `Bearer` in the header `Authorization`
 * @returns what it says. `did` is who asks
 * @throws {ServiceTokenError} `invalid_token`, `token_expired`, `wrong_audience`, `wrong_method`, `bad_signature`, `token_replayed`:
 *   answer with 401
 * @throws {CryptoError} `curve_unsupported` for P-256 without Node and WebCrypto
 * @throws {InvalidOptionError} if `aud` or `lxm` is missing, or `signal` is no signal
 * @throws {unknown} what `identity`, `replay` and `verifier` throw: nobody knows then whether it is right
 * @example
 * ```ts
 * import { createReplayStore, verifyServiceToken } from "bluesky/crypto";
 * import { createIdentityResolver } from "bluesky/identity";
 *
 * const identity = createIdentityResolver();
 * const replay = createReplayStore();
 * const lxm = "app.bsky.feed.getFeedSkeleton";
 * const { did } = await verifyServiceToken(token, { aud: "did:web:feeds.example.com", lxm, identity, replay });
 * ```
 * @see https://atproto.com/specs/xrpc#inter-service-authentication-jwt
 */
export async function verifyServiceToken(token: string, options: VerifyServiceTokenOptions): Promise<ServiceToken> {
  const { aud, lxm, identity, replay, leeway = 5, signal, verifier } = options;
  checkSignal(signal);
  // Programs without types may leave them out: they must not get a token taken for that.
  if (typeof aud !== "string" && !Array.isArray(aud))
    throw invalidOption("aud", "Expected the DID of this service as `aud`.");
  if (typeof lxm !== "string" && !Array.isArray(lxm) && lxm !== null) {
    throw invalidOption("lxm", "Expected the NSID of the operation as `lxm`, or null for any.");
  }
  const parsed = parseServiceToken(token);
  const { claims, alg, signed, signature } = parsed;
  checkAudience(claims.aud, typeof aud === "string" ? [aud] : aud);
  checkMethod(claims.lxm, typeof lxm === "string" ? [lxm] : lxm);
  checkTimes(parsed, leeway);
  const data = encodeUtf8(signed);
  // A key has one algorithm. What the token says of it is not asked for more than that.
  const accepts = (key: string): boolean => CURVES[decodeMultikey(key).curve].alg === alg;
  const { did } = claims;
  const fragment = claims.service === "atproto_labeler" ? "#atproto_label" : "#atproto";
  if (!(await verifyByDocument({ did, fragment, data, signature }, identity, { accepts, signal, verifier }))) {
    throw serviceTokenError("bad_signature", `it is not signed by the key ${fragment} of ${shorten(did)}`);
  }
  // Last: what is forged must not use up the number of a good one.
  const id = `${claims.iss} ${claims.jti ?? encodeBase64Url(signature)}`;
  if (replay && !(await replay.claim(id, (claims.exp + leeway) * 1_000))) {
    throw serviceTokenError("token_replayed", "it was used before");
  }
  return claims;
}

/** @throws {ServiceTokenError} `wrong_audience` */
function checkAudience(aud: string, accepted: readonly string[]): void {
  const [did] = aud.split("#");
  if (accepted.some((own) => own === aud || own === did || (aud === did && own.split("#")[0] === did))) return;
  const expected = accepted.map(shorten).join(" or ");
  throw serviceTokenError("wrong_audience", `it is for ${shorten(aud)}, expected ${expected}`);
}

/** @throws {ServiceTokenError} `wrong_method` */
function checkMethod(lxm: string | undefined, accepted: readonly string[] | null): void {
  if (accepted === null || (lxm !== undefined && accepted.includes(lxm))) return;
  const given = lxm === undefined ? "no operation in particular" : shorten(lxm);
  throw serviceTokenError("wrong_method", `it is for ${given}, expected ${accepted.map(shorten).join(" or ")}`);
}

/** @throws {ServiceTokenError} `token_expired`, `invalid_token` */
function checkTimes({ claims: { exp, iat, lxm }, nbf }: ParsedToken, leeway: number): void {
  const now = Date.now() / 1_000;
  if (now > exp + leeway)
    throw serviceTokenError("token_expired", `it ended at ${new Date(exp * 1_000).toISOString()}`);
  for (const begin of [iat, nbf])
    if (begin !== undefined && begin > now + leeway) throw invalid("it is from the future");
  const most = lxm === undefined ? MAX_LIFETIME.without : MAX_LIFETIME.withMethod;
  if (exp > now + most + leeway) throw invalid(`it lives for more than ${most} seconds`);
}

function shorten(text: string): string {
  return text.length > 300 ? `${text.slice(0, 300)}...` : text;
}
