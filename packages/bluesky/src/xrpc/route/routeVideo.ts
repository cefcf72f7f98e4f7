import { blueskyNetwork } from "../../network/blueskyNetwork.ts";
import type { Call } from "../contract/Call.ts";
import { invalidRequest } from "../errors/InvalidRequestError.ts";

/**
 * Sends calls of `app.bsky.video.*` directly to the network's video service, with a token from the account's server.
 * For uploads, the service acts for the account, so it gets a token for the account's server.
 *
 * @example
 * ```ts
 * const client = createClient({ session, route: routeVideo });
 * ```
 */
export async function routeVideo(call: Call): Promise<void> {
  const { client, nsid, options, session, startedAt } = call;
  const { video } = options.network ?? blueskyNetwork;
  if (!nsid.startsWith("app.bsky.video.") || !session || !video || options.proxy) return;
  const { signal, deadline } = options;
  const ask = async (name: string, params?: Record<string, unknown>): Promise<{ did?: string; token?: string }> => {
    // What is asked for a call is asked within its time.
    const left = deadline && Math.max(1, deadline - (performance.now() - startedAt));
    const answer = await client.call(`com.atproto.server.${name}`, { params }, { signal, deadline: left });
    return Object(answer); // not validated: the service refuses what is wrong
  };
  const upload = nsid.endsWith(".uploadVideo");
  const { did: aud = video.did } = upload ? await ask("describeServer") : {};
  const lxm = upload ? "com.atproto.repo.uploadBlob" : nsid;
  const exp = Math.floor(Date.now() / 1000) + (upload ? 1800 : 60);
  const { token } = await ask("getServiceAuth", { aud, lxm, exp });
  if (typeof token !== "string" || !/^[\x21-\x7e]+$/.test(token)) {
    throw invalidRequest(call, { code: "invalid_request", message: "the account's server gives no token for it" });
  }
  call.headers.set("authorization", `Bearer ${token}`);
  call.session = undefined;
  call.service = video.url;
}
