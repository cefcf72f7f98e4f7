import type { NetworkConfig } from "./NetworkConfig.ts";

/** Bluesky's own network, which is the default wherever a network can be passed. */
export const blueskyNetwork: NetworkConfig = {
  name: "bluesky",
  plc: "https://plc.directory",
  pds: "https://bsky.social",
  appView: { url: "https://public.api.bsky.app", did: "did:web:api.bsky.app" },
  chat: { did: "did:web:api.bsky.chat" },
  video: { url: "https://video.bsky.app", did: "did:web:video.bsky.app" },
  ozone: undefined,
  labelers: ["did:plc:ar7c4by46qjdydhdevvrndac"],
  handleResolver: "https://public.api.bsky.app",
  handleMethods: ["dns", "https", "xrpc"],
  dns: "https://cloudflare-dns.com/dns-query",
  handleDomains: [".bsky.social"],
  webApp: "https://bsky.app",
  allowHttp: false,
};
