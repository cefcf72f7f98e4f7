import { Worker } from "node:worker_threads";
import { bundleCases } from "./bundleCases.ts";
import type { CaseResult } from "./Case.ts";
import { globalOf } from "./hideFeatures.ts";

/** What a thread is given. */
export interface ThreadData {
  readonly bundles: ReadonlyMap<string, string>;
  readonly known: readonly string[];
  readonly hidden: readonly string[];
  readonly origin: string;
}

/** Runs all cases on Node, without some of its features. */
export type RunWithout = (hidden: readonly string[], origin: string, signal: AbortSignal) => Promise<CaseResult[]>;

/**
 * Makes what runs cases without features.
 *
 * @param known all features that may be hidden
 */
export async function prepareRunWithout(known: readonly string[]): Promise<RunWithout> {
  const bundles = await bundleCases({ format: "iife", renamed: [...new Set(known.map(globalOf))] });
  return (hidden, origin, signal) => runThread({ bundles, known, hidden, origin }, signal);
}

/** A thread has globals of its own, and what hangs in it can be ended. */
async function runThread(workerData: ThreadData, signal: AbortSignal): Promise<CaseResult[]> {
  const worker = new Worker(new URL("./thread.ts", import.meta.url), { workerData });
  const stop = (): void => void worker.terminate();
  let last = "none";
  signal.addEventListener("abort", stop);
  try {
    return await new Promise((resolve, reject) => {
      worker.on("message", (message: string | CaseResult[]) => {
        if (typeof message === "string") last = message;
        else resolve(message);
      });
      worker.once("error", (cause) => reject(new Error(`The thread died, at the case "${last}"`, { cause })));
      worker.once("exit", () => reject(new Error(`The cases did not come to an end: the last was "${last}"`)));
    });
  } finally {
    signal.removeEventListener("abort", stop);
    await worker.terminate();
  }
}
