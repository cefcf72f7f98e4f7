import { DevnetError, invalidOption } from "../errors/DevnetError.ts";
import type { Network } from "../network/Network.ts";
import type { NetworkConfig } from "../network/NetworkConfig.ts";
import type { FaultyNetwork } from "./FaultyNetwork.ts";
import { startForeignOrigin } from "./ForeignOrigin.ts";
import { createProxy } from "./proxy/createProxy.ts";
import type { FaultyServer } from "./proxy/FaultyServer.ts";
import { createOrigins } from "./proxy/Origins.ts";
import type { ServerName } from "./traffic/FaultRequest.ts";
import { createSessionTokens } from "./traffic/SessionTokens.ts";

/** Options of {@link startFaults}. */
export interface StartFaultsOptions {
  /** The seed of all randomness: the same seed and the same requests give the same faults. @default 0 */
  seed?: number | string | undefined;
  /** Aborts the start. To end a fault network that has started, use `close()`. */
  signal?: AbortSignal | undefined;
}

/**
 * Puts a proxy in front of every server of a network, to which faults can be added. Without faults, everything passes
 * through unchanged: bodies of any size, streams, WebSockets. Only the servers' own URLs in JSON are replaced by those
 * of the proxies, so that a client that follows them (from a DID document, for example) stays on the proxies.
 *
 * Everything runs in this process. It ends with `close()`, or at the end of an `await using` block, and it does not
 * keep the process alive. The network itself does not change.
 *
 * @param network - A network, or the `network` value of one that another process started.
 * @throws {DevnetError} `invalid_option`, `aborted`
 * @example
 * ```ts
 * await using net = await startNetwork({ appView: false });
 * await using faulty = await startFaults(net, { seed: 7 });
 * faulty.pds.add(faults.latency(200));
 * await fetch(`${faulty.network.pds}/xrpc/com.atproto.server.describeServer`);
 * ```
 */
export async function startFaults(
  network: Network | NetworkConfig,
  options: StartFaultsOptions = {},
): Promise<FaultyNetwork> {
  const { seed = 0, signal } = options;
  if (!(typeof seed === "string" || Number.isFinite(seed))) throw invalidOption("seed", "a number or a string", seed);
  if (typeof network !== "object" || network === null) throw invalidOption("network", "a network", network);
  const config = "network" in network ? network.network : network;
  const targets = findTargets(config);
  const stopIfAborted = () => {
    if (signal?.aborted) {
      throw new DevnetError("aborted", "The start of the fault network was aborted.", { cause: signal.reason });
    }
  };
  stopIfAborted();

  const origins = createOrigins();
  const tokens = createSessionTokens();
  const foreign = await startForeignOrigin();
  const closers: (() => Promise<void>)[] = [foreign.close];
  const close = async () => {
    await Promise.all(closers.map((stop) => stop()));
  };
  const servers = new Map<string, FaultyServer>();
  try {
    for (const [name, target] of targets) {
      if (servers.has(target.origin)) continue;
      stopIfAborted();
      const proxy = await createProxy({ name, target, seed, origins, tokens, foreignUrl: foreign.url });
      closers.push(proxy.close);
      servers.set(target.origin, proxy.server);
      origins.add(target.origin, proxy.server.url);
    }
    stopIfAborted();
  } catch (error) {
    await close();
    throw error;
  }

  const find = (name: ServerName) => servers.get(targets.get(name)?.origin ?? "");
  const need = (name: ServerName): FaultyServer => {
    const server = find(name);
    if (server === undefined) throw invalidOption(`network.${name}`, "the URL of a server", undefined);
    return server;
  };
  return {
    network: rewriteConfig(config, origins.rewrite),
    servers: [...servers.values()],
    plc: need("plc"),
    pds: need("pds"),
    appView: find("appView"),
    ozone: find("ozone"),
    video: find("video"),
    handleResolver: need("handleResolver"),
    foreign,
    clear() {
      for (const server of servers.values()) server.clear();
    },
    clearRequests() {
      for (const server of servers.values()) server.clearRequests();
      foreign.clear();
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** Origins of the real servers by name: those that a client may talk to. */
function findTargets(config: NetworkConfig): Map<ServerName, URL> {
  const urls: [ServerName, string | undefined, required: boolean][] = [
    ["plc", config.plc, true],
    ["pds", config.pds, true],
    ["appView", config.appView?.url, false],
    ["ozone", config.ozone?.url, false],
    ["video", config.video?.url, false],
    ["handleResolver", config.handleResolver ?? config.pds, true],
  ];
  const targets = new Map<ServerName, URL>();
  for (const [name, text, required] of urls) {
    if (text === undefined && !required) continue;
    const url = typeof text === "string" && URL.canParse(text) ? new URL(text) : undefined;
    // What a network without an AppView says in its place (RFC 6761, 6.4): there is no such server.
    if (!required && url?.hostname.endsWith(".invalid")) continue;
    if (url?.protocol !== "http:") throw invalidOption(`network.${name}`, "an http URL", text);
    targets.set(name, url);
  }
  return targets;
}

function rewriteConfig(config: NetworkConfig, rewrite: (url: string) => string): NetworkConfig {
  const move = <T extends { url: string }>(service: T): T => ({ ...service, url: rewrite(service.url) });
  return {
    ...config,
    plc: rewrite(config.plc),
    pds: rewrite(config.pds),
    handleResolver: rewrite(config.handleResolver ?? config.pds),
    appView: config.appView && move(config.appView),
    ozone: config.ozone && move(config.ozone),
    video: config.video && move(config.video),
  };
}
