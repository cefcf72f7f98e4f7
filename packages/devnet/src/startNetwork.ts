import { join } from "node:path";
import { checkNode } from "./checkNode.ts";
import type { LogTarget } from "./control/LogLines.ts";
import { startChild } from "./control/startChild.ts";
import { createNetwork } from "./createNetwork.ts";
import { DevnetError, invalidOption } from "./errors/DevnetError.ts";
import type { Network } from "./network/Network.ts";
import { type Ports, resolvePorts } from "./network/Ports.ts";
import { findPostgres } from "./postgres/findPostgres.ts";
import { unprivilegedUser } from "./postgres/unprivilegedUser.ts";
import { checkSpace } from "./run/checkSpace.ts";
import { chooseFolder } from "./run/chooseFolder.ts";
import { startVideoService } from "./video/startVideoService.ts";

/** Options of {@link startNetwork}. */
export interface StartNetworkOptions {
  /** Fill the network with people, posts, images and follows, the same every time. @default false */
  seed?: boolean | undefined;
  /** The port of the PDS (the other services get ports near it), or ports by service. @default free ports */
  ports?: number | Ports | undefined;
  /** Whether to run the AppView and Ozone, which need Postgres. @default true */
  appView?: boolean | undefined;
  /**
   * Whether to run the video service, which is this package's own: there is none that is open. It runs in this process.
   *
   * @default false
   */
  video?: boolean | undefined;
  /** How many bytes a blob may have at the PDS. @default 5 MiB, as on any PDS; 300,000,000 with `video` */
  blobLimit?: number | undefined;
  /** Whether the PDS has rate limits, like a public one. @default false */
  rateLimits?: boolean | undefined;
  /** Gets the logs of the official servers: a function for each line, or a stream. @default they are silent */
  log?: LogTarget | undefined;
  /** Aborts the start. To end a network that has started, use `close()`. */
  signal?: AbortSignal | undefined;
  /** How long the start may take, in ms. @default 120000 */
  timeout?: number | undefined;
  /** Path of the Node (22 or later) that runs the servers. @default the one that runs this program */
  node?: string | undefined;
  /** Folder of a Postgres (with `bin/` in it) to use instead of the one from npm. */
  postgres?: string | undefined;
}

/**
 * Starts a whole Bluesky network on this machine: PLC directory, PDS, AppView and Ozone, the official servers, on
 * loopback, in one child process.
 *
 * The network ends with `close()`, at the end of an `await using` block, or when this process ends, in whatever way. It
 * does not keep this process alive.
 *
 * @throws {DevnetError} see the error's `code`
 * @example
 * ```ts
 * await using net = await startNetwork();
 * const alice = await net.createAccount("alice");
 * await net.settled();
 * ```
 */
export async function startNetwork(options: StartNetworkOptions = {}): Promise<Network> {
  const {
    seed = false,
    appView = true,
    video = false,
    blobLimit = video ? 300_000_000 : undefined,
    rateLimits = false,
    signal,
    timeout = 120_000,
    node = process.execPath,
  } = options;
  if (seed && !appView) {
    throw new DevnetError("invalid_option", "`seed` needs the AppView: leave out `appView: false`.");
  }
  if (blobLimit !== undefined && !(Number.isSafeInteger(blobLimit) && blobLimit > 0)) {
    throw invalidOption("blobLimit", "a number of bytes", blobLimit);
  }
  const ports = resolvePorts(options.ports);
  await checkNode(node);
  const postgres = appView ? findPostgres(options.postgres) : undefined;
  const user = postgres === undefined ? undefined : unprivilegedUser();
  const folder = chooseFolder({ shared: user !== undefined });
  await checkSpace(folder);
  const child = startChild({ folder, postgres, user, ports, appView, rateLimits, blobLimit, seed }, node, options.log);
  const ready = await child.ready({ signal, timeout });
  const { plc, pds } = ready.services;
  // In the network's own folder, which is removed however this program ends.
  const uploads = join(folder, "video");
  const service = video ? await startVideoService({ plc: plc.url, pds, folder: uploads }) : undefined;
  return createNetwork(child, ready, service);
}
