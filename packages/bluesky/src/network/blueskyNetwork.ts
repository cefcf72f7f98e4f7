import { blueskyServices } from "./blueskyServices.ts";
import type { NetworkConfig } from "./NetworkConfig.ts";

/** The network of Bluesky: the default wherever a network can be given. */
export const blueskyNetwork: NetworkConfig = /*#__PURE__*/ (() => ({
  ...blueskyServices,
  appView: { ...blueskyServices.appView, did: "did:web:api.bsky.app" },
  chat: { did: "did:web:api.bsky.chat" },
  ozone: undefined,
  name: "bluesky",
  plc: "https://plc.directory",
  video: { url: "https://video.bsky.app", did: "did:web:video.bsky.app" },
  handleResolver: "https://public.api.bsky.app",
  handleMethods: ["dns", "https", "xrpc"],
  dns: "https://cloudflare-dns.com/dns-query",
  handleDomains: [".bsky.social"],
  allowHttp: false,
}))();
