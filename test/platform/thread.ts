import { setImmediate } from "node:timers/promises";
import { parentPort, workerData } from "node:worker_threads";
import type { Cases } from "./Case.ts";
import { hideFeatures } from "./hideFeatures.ts";
import { type CaseLoaders, runCases } from "./runCases.ts";
import type { ThreadData } from "./runWithout.ts";

/** The thread of `runWithout`. */
const { bundles, known, hidden, origin }: ThreadData = workerData;

// Node loads a part of itself at the first request, and needs its features for it.
await (await fetch(origin)).arrayBuffer();
const { globals, takeBack } = hideFeatures(known, hidden);
const loaders: CaseLoaders = Object.fromEntries(
  [...bundles].map(([part, text]) => [
    part,
    (): Cases => new Function(...Object.keys(globals), `${text}\nreturn bundled.cases;`)(...Object.values(globals)),
  ]),
);
// Some of Node's timers let a thread end before they fire.
const awake = setInterval(() => {}, 1000);
// A promise that nobody waits for ends a process when it is rejected: that is the fault of the case that is running.
const alone: unknown[] = [];
process.on("unhandledRejection", (error) => alone.push(error));
const results = await runCases(
  loaders,
  { origin },
  {
    onStart: (name) => parentPort?.postMessage(name),
    async afterEach() {
      // Node says it when nothing else is to be done at once.
      await setImmediate();
      const [error] = alone.splice(0);
      if (error !== undefined) throw new Error(`a promise was left alone: ${error}`);
    },
  },
);
clearInterval(awake);
takeBack();
parentPort?.postMessage(results);
