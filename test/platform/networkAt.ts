import type { NetworkConfig } from "bluesky/network";

/** The network whose servers all are at one origin. */
export function networkAt(origin: string): NetworkConfig {
  return {
    name: "cases",
    plc: origin,
    pds: origin,
    appView: { url: origin, did: "did:web:appview.test" },
    chat: { did: "did:web:chat.test" },
    video: undefined,
    labelers: [],
    handleResolver: origin,
    handleDomains: [".test"],
    allowHttp: true,
  };
}
