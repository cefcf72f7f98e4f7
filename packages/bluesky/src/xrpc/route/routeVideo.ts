import { blueskyNetwork } from "../../network/blueskyNetwork.ts";
import type { Call } from "../contract/Call.ts";

/**
 * Sends calls of `app.bsky.video.*` to the network's video service itself, with a token that the account's server makes
 * for it. To upload, the service acts for the account: what it needs is a token for the account's server.
 *
 * @example
 * ```ts
 * const client = createClient({ session, route: routeVideo });
 * ```
 */
export async function routeVideo(call: Call): Promise<void> {
  const { client, nsid, options, session } = call;
  const { video } = options.network ?? blueskyNetwork;
  if (!nsid.startsWith("app.bsky.video.") || !session || !video || options.proxy) return;
  const ask = async (name: string, params?: Record<string, unknown>): Promise<{ did?: string; token?: string }> => {
    const answer = await client.call(`com.atproto.server.${name}`, { params }, { signal: options.signal });
    return answer as object; // not validated: the service refuses what is wrong
  };
  const upload = nsid.endsWith(".uploadVideo");
  const { did: aud = video.did } = upload ? await ask("describeServer") : {};
  const lxm = upload ? "com.atproto.repo.uploadBlob" : nsid;
  const exp = Math.floor(Date.now() / 1000) + (upload ? 1800 : 60);
  const { token } = await ask("getServiceAuth", { aud, lxm, exp });
  call.headers.set("authorization", `Bearer ${token}`);
  call.session = undefined;
  call.service = video.url;
}
