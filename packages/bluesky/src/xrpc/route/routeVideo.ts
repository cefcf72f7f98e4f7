import { blueskyNetwork } from "../../network/blueskyNetwork.ts";
import type { Call } from "../contract/Call.ts";
import type { SessionLike } from "../contract/SessionLike.ts";
import { invalidRequest } from "../errors/InvalidRequestError.ts";

/** A token for the account's server, and until when it is used, by `Date.now()`. */
interface UploadToken {
  readonly token: string;
  readonly expiresAt: number;
}

/** What the service does for the account with its own server: for that it needs a token for that server. */
const UPLOADS = /\.(uploadVideo|startUpload|uploadPart|finishUpload|getUploadStatus|abortUpload)$/;

/** Seconds that the token of an upload lasts. */
const LASTS = 1800;

/** The tokens of uploads, by session: an upload in parts makes many calls with one. */
const tokens: WeakMap<SessionLike, UploadToken> = /*#__PURE__*/ new WeakMap();

/**
 * Sends calls of `app.bsky.video.*` directly to the network's video service, with a token from the account's server.
 * For uploads, the service acts for the account, so it gets a token for the account's server. That one lasts half an hour, and is used
 * for all calls of uploads until a minute before its end; what the service works on afterwards (`uploadVideo`, `finishUpload`) gets one
 * that lasts for at least 25 minutes more.
 *
 * @example
 * ```ts
 * const client = createClient({ session, route: routeVideo });
 * ```
 */
export async function routeVideo(call: Call): Promise<void> {
  const { nsid, options, session } = call;
  const { video } = options.network ?? blueskyNetwork;
  if (!nsid.startsWith("app.bsky.video.") || !session || !video || options.proxy) return;
  const token = UPLOADS.test(nsid) ? await uploadToken(call, session) : await getToken(call, video.did, nsid, 60);
  call.headers.set("authorization", `Bearer ${token}`);
  call.session = undefined;
  call.service = video.url;
}

/** Forgets the token that uploads of a session use, because the service does not take it. */
export function forgetUploadToken(session: SessionLike): void {
  tokens.delete(session);
}

async function uploadToken(call: Call, session: SessionLike): Promise<string> {
  const isLong = /\.(uploadVideo|finishUpload)$/.test(call.nsid);
  const known = tokens.get(session);
  if (known && known.expiresAt - Date.now() > (isLong ? 1_500_000 : 60_000)) return known.token;
  const { did } = await ask(call, "describeServer");
  const { video } = call.options.network ?? blueskyNetwork;
  const expiresAt = Date.now() + LASTS * 1000;
  const token = await getToken(call, did ?? video?.did ?? "", "com.atproto.repo.uploadBlob", LASTS);
  tokens.set(session, { token, expiresAt });
  return token;
}

async function getToken(call: Call, aud: string, lxm: string, lasts: number): Promise<string> {
  const exp = Math.floor(Date.now() / 1000) + lasts;
  const { token } = await ask(call, "getServiceAuth", { aud, lxm, exp });
  if (typeof token === "string" && /^[\x21-\x7e]+$/.test(token)) return token;
  throw invalidRequest(call, { code: "invalid_request", message: "the account's server gives no token for it" });
}

async function ask(
  { client, options: { signal, deadline }, startedAt }: Call,
  name: string,
  params?: Record<string, unknown>,
): Promise<{ did?: string; token?: string }> {
  // What is asked for a call is asked within its time.
  const left = deadline && Math.max(1, deadline - (performance.now() - startedAt));
  const answer = await client.call(`com.atproto.server.${name}`, { params }, { signal, deadline: left });
  return Object(answer); // not validated: the service refuses what is wrong
}
