import type { SeedTarget } from "../seed/SeedTarget.ts";
import type { TestNetwork } from "./network.ts";

/**
 * What the seed must know of official servers that run in this process.
 *
 * @param settled - Must wait for the labels too: see `mirrorLabels`.
 */
export function officialSeedTarget(
  network: TestNetwork,
  rest: Pick<SeedTarget, "now" | "signal" | "log" | "settled"> & { adminPassword: string },
): SeedTarget {
  const { adminPassword, ...others } = rest;
  return {
    ...others,
    pds: network.pds.url,
    appView: { url: network.bsky.url, did: network.bsky.serverDid },
    ozone: { url: network.ozone.url, did: network.ozone.ctx.cfg.service.did, adminPassword },
    hostFeed: async ({ uri, skeleton }) => {
      const service = await network.createFeedGen({
        [uri]: async ({ params }) => ({
          encoding: "application/json",
          body: skeleton(params),
        }),
      });
      return service.did;
    },
  };
}
