/** The worker thread of the child, in which the official servers run. */
import { once } from "node:events";
import { parentPort, workerData } from "node:worker_threads";
import type { ChildConfig, FromChild, ToChild } from "../control/messages.ts";
import { toErrorMessage } from "../control/toErrorMessage.ts";
import { holdPort } from "../loopback/heldPorts.ts";
import { listenOnLoopback, loopback } from "../loopback/listenOnLoopback.ts";
import { portedServices } from "../network/Ports.ts";
import { shortenLoading, skipAppView } from "../official/shortenLoading.ts";
import { startOfficialNetwork } from "../official/startOfficialNetwork.ts";

const port = parentPort;
// Only main.ts starts this file, with this data.
const config = workerData as ChildConfig;

if (port !== null) {
  const send = (message: FromChild) => port.postMessage(message);
  const database = config.appView ? once(port, "message").then(([message]) => String(message.url)) : undefined;
  try {
    listenOnLoopback();
    for (const service of portedServices) {
      const wanted = config.ports[service];
      if (wanted !== undefined) await holdPort(wanted, service, loopback);
    }
    if (import.meta.url.endsWith(".ts")) {
      // In this repository. What is shipped is bundled: one file for each kind of network.
      shortenLoading();
      if (!config.appView) skipAppView(); // The last hook is asked first.
    }
    const network = await startOfficialNetwork(config, database);
    port.on("message", (message: ToChild) => {
      const { type, id } = message;
      const work = type === "settle" ? network.settle(message.timeout) : network.addPds(message.handleDomain);
      work.then(
        (pds) => send({ type: "reply", id, pds: pds ?? undefined }),
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
