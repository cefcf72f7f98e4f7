import { randomBytes } from "node:crypto";
import { setInterval, setTimeout as sleep } from "node:timers/promises";
import type { NetworkChoice, PdsMessage, ReadyMessage } from "../control/messages.ts";
import { DevnetError } from "../errors/DevnetError.ts";
import { holdFreePort } from "../loopback/heldPorts.ts";
import { loopback } from "../loopback/listenOnLoopback.ts";
import type { MirrorLabels } from "../seed/mirrorLabels.ts";
import { seedNetwork } from "../seed/seedNetwork.ts";
import { createPdsGroup } from "./createPdsGroup.ts";
import { mirrorOfficialLabels } from "./mirrorOfficialLabels.ts";
import type { TestNetwork } from "./network.ts";
import type { TestNetworkNoAppView } from "./networkNoAppView.ts";
import { officialSeedTarget } from "./officialSeedTarget.ts";

/** The official servers, running in this process. */
export interface OfficialNetwork {
  ready: ReadyMessage;
  /** Resolves when everything that was written has been indexed; rejects after `timeout` ms. */
  settle(timeout: number): Promise<void>;
  /** Starts one more PDS. */
  addPds(handleDomain: string | undefined): Promise<PdsMessage>;
  /** Ends the servers, and waits for nothing that they still have to do. What they stored is left where it is. */
  close(): Promise<void>;
}

/**
 * Loads the official code and starts its servers.
 *
 * @param database - URL of Postgres, once it is up; not needed without the AppView.
 * @param schema - What the network's schemas in there are named after.
 */
export async function startOfficialNetwork(
  config: NetworkChoice,
  database: Promise<string> | undefined,
  schema: string,
): Promise<OfficialNetwork> {
  const jwtSecret = randomBytes(32).toString("hex");
  const pds = {
    ...(config.ports.pds !== undefined && { port: config.ports.pds }),
    hostname: "localhost",
    enableDidDocWithSession: true,
    jwtSecret,
    rateLimitsEnabled: config.rateLimits,
    ...(config.blobLimit !== undefined && { blobUploadLimit: config.blobLimit }),
  };
  const plc = config.ports.plc === undefined ? {} : { port: config.ports.plc };

  if (!config.appView || database === undefined) {
    const official = await import("./networkNoAppView.ts");
    const network = await official.TestNetworkNoAppView.create({ plc, pds });
    const group = createPdsGroup(network, official, pds);
    return {
      ready: describe(network, jwtSecret, official.ADMIN_PASSWORD),
      settle: (timeout) => within(timeout, network.processAll()),
      addPds: group.add,
      close: () => closeAll([group, network.pds, network.plc]),
    };
  }

  // The code loads while Postgres comes up.
  const official = await import("./network.ts");
  const appViewPort = config.ports.appView ?? (await holdFreePort(loopback));
  const network = await official.TestNetwork.create({
    dbPostgresUrl: await database,
    dbPostgresSchema: schema,
    plc,
    pds,
    // The AppView serves images under its public URL.
    bsky: { port: appViewPort, publicUrl: `http://localhost:${appViewPort}` },
    ...(config.ports.ozone !== undefined && { ozone: { port: config.ports.ozone } }),
  });
  const ready = describe(network, jwtSecret, official.ADMIN_PASSWORD);
  ready.services.appView = { url: network.bsky.url, did: network.bsky.serverDid };
  ready.services.bsync = { url: network.bsync.url };
  ready.services.ozone = { url: network.ozone.url, did: network.ozone.ctx.cfg.service.did };

  const mirror = mirrorOfficialLabels(network);
  const group = createPdsGroup(network, official, pds);
  const settle = (timeout: number) =>
    within(
      timeout,
      Promise.all([group.settle(), settleAll(network, mirror, timeout)]).then(() => {}),
    );
  if (config.seed) {
    const adminPassword = official.ADMIN_PASSWORD;
    const settled = () => settle(30_000);
    ready.seed = await seedNetwork(officialSeedTarget(network, { now: new Date(), adminPassword, settled }));
  }
  const closed = new AbortController();
  keepMirroring(mirror, closed.signal);
  return {
    ready,
    settle,
    addPds: group.add,
    async close() {
      closed.abort();
      // Who reads goes before who is read.
      await closeAll([network.ozone, network.bsky, group, network.bsync, network.pds, network.plc]);
    },
  };
}

async function closeAll(servers: readonly { close(): Promise<unknown> }[]): Promise<void> {
  for (const server of servers) await server.close();
}

async function settleAll(network: TestNetwork, mirror: MirrorLabels, timeout: number): Promise<void> {
  await network.processAll(timeout);
  await mirror();
  // What came in while the last check was made may still be in the AppView's own queue.
  await network.bsky.sub.processAll();
}

/** Labels show up by themselves too, within two seconds, for who only watches. */
async function keepMirroring(mirror: MirrorLabels, closed: AbortSignal): Promise<void> {
  for await (const _ of setInterval(2000, undefined, { ref: false })) {
    if (closed.aborted) return;
    await mirror(closed).catch(() => {});
  }
}

function describe(network: TestNetworkNoAppView, jwtSecret: string, adminPassword: string): ReadyMessage {
  const { cfg } = network.pds.ctx;
  return {
    type: "ready",
    services: {
      plc: { url: network.plc.url },
      pds: { url: network.pds.url, did: cfg.service.did },
      appView: undefined,
      bsync: undefined,
      ozone: undefined,
    },
    // The PDS also names ".example", which it says only serves to show a choice of domains.
    handleDomains: cfg.identity.serviceHandleDomains.filter((domain) => domain === ".test"),
    jwtSecret,
    adminPassword,
    seed: undefined,
  };
}

async function within(timeout: number, work: Promise<void>): Promise<void> {
  const timer = new AbortController();
  const late = sleep(timeout, undefined, { signal: timer.signal }).then(() => {
    throw new DevnetError("timeout", `The network had not settled after ${timeout} ms.`);
  });
  try {
    await Promise.race([work, late]);
  } finally {
    late.catch(() => {});
    timer.abort();
  }
}
