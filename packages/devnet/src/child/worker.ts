/** The worker thread of the child, in which the official servers run. */
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { type MessagePort, parentPort, workerData } from "node:worker_threads";
import type { ChildConfig, FromChild, NetworkChoice, ReplyMessage, ToChild } from "../control/messages.ts";
import { toErrorMessage } from "../control/toErrorMessage.ts";
import { holdPort } from "../loopback/heldPorts.ts";
import { listenOnLoopback, loopback } from "../loopback/listenOnLoopback.ts";
import { portedServices } from "../network/Ports.ts";
import { shortenLoading, skipAppView } from "../official/shortenLoading.ts";
import { type OfficialNetwork, startOfficialNetwork } from "../official/startOfficialNetwork.ts";
import { takeBundle } from "../official/takeBundle.ts";

const port = parentPort;
// Only main.ts starts this file, with this data.
const config = workerData as ChildConfig;

/** What main.ts says: what it was told by the parent, and once where Postgres is. */
type ToWorker = ToChild | { type: "postgres"; url: string };

function databaseUrl(from: MessagePort): Promise<string> {
  return new Promise((resolve) => {
    from.on("message", (message: ToWorker) => {
      if (message.type === "postgres") resolve(message.url);
    });
  });
}

/** How many networks there have been here. */
let networks = 0;

/** Starts a network. Those after the first have a folder of their own, which goes when they are cleared. */
async function start(choice: NetworkChoice, database: Promise<string> | undefined): Promise<OfficialNetwork> {
  const number = ++networks;
  if (number === 1) return startOfficialNetwork(choice, database, "devnet");
  const folder = join(config.folder, "tmp", String(number));
  mkdirSync(folder, { mode: 0o700 });
  Object.assign(process.env, { TMPDIR: folder, TEMP: folder, TMP: folder });
  // Names of schemas are letters alone.
  const letters = String(number).replaceAll(/\d/g, (digit) => "abcdefghij".charAt(Number(digit)));
  const network = await startOfficialNetwork(choice, database, `devnet_${letters}`);
  const close = async () => {
    await network.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
  };
  return { ...network, close };
}

if (port !== null) {
  const send = (message: FromChild) => port.postMessage(message);
  const database = config.postgres === undefined ? undefined : databaseUrl(port);
  try {
    listenOnLoopback();
    for (const service of portedServices) {
      const wanted = config.ports[service];
      if (wanted !== undefined) await holdPort(wanted, service, loopback);
    }
    if (import.meta.url.endsWith(".ts")) {
      // In this repository. What is shipped is bundled: one file for each kind of network.
      if (!takeBundle()) {
        shortenLoading();
        if (config.postgres === undefined) skipAppView(); // The last hook is asked first.
      }
    }
    let network = await start(config, database);
    const answer = async (message: ToChild): Promise<Partial<ReplyMessage>> => {
      switch (message.type) {
        case "settle":
          await network.settle(message.timeout);
          return {};
        case "addPds":
          return { pds: await network.addPds(message.handleDomain) };
        case "clear":
          await network.close();
          return {};
        case "renew":
          network = await start(message.choice, database);
          return { ready: network.ready };
      }
    };
    port.on("message", (message: ToWorker) => {
      if (message.type === "postgres") return;
      const { id } = message;
      answer(message).then(
        (outcome) => send({ type: "reply", id, ...outcome }),
        (error) => send({ type: "reply", id, error: toErrorMessage(error) }),
      );
    });
    send(network.ready);
  } catch (error) {
    // It stays until it is ended: what a thread says on its way out may be lost.
    port.on("message", () => {});
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    send({ type: "failed", error: toErrorMessage(error) });
  }
}
