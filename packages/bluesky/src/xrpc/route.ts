import type { Call } from "./Call.ts";
import type { CallOptions } from "./CallOptions.ts";
import type { Client } from "./Client.ts";

/** Chooses the server of a call, and the service that it passes the call on to. `given` is said for this call alone. */
export async function route(call: Call, client: Client, given: CallOptions, params: object): Promise<void> {
  const { nsid, options, session } = call;
  const { appView, chat, ozone, pds } = client.network;
  const [root, , area = ""] = nsid.split(".");
  const { repo, did = repo } = params as { repo?: string; did?: string }; // in all reads of repositories
  // An account's own server answers these, whatever its client has it pass on.
  let proxy = root === "com" && /^(?:repo|server|identity)$/.test(area) ? undefined : options.proxy;
  if (session) {
    if (root === "chat") proxy ??= chat && `${chat.did}#bsky_chat`;
    if (root === "tools") proxy ??= ozone && `${ozone.did}#atproto_labeler`;
  }
  proxy = given.proxy ?? proxy;
  if (proxy) call.headers.set("atproto-proxy", proxy);
  else if (did && options.resolvePds && !given.service && root === "com" && /^(?:repo|sync)$/.test(area)) {
    // A read of one repository: its server answers it to anybody.
    if (did !== session?.did && did !== session?.handle) {
      call.session = undefined;
      call.service = await options.resolvePds(did, options);
    }
  }
  if (!call.session) call.service ??= root === "app" ? appView.url : pds;
  await options.route?.(call, client);
}
