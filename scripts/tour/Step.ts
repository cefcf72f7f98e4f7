import { performance } from "node:perf_hooks";
import type { Output } from "./Output.ts";

/** Tells one line of what came back. */
export type Say = (line: string) => void;

/** Runs a step: it is told when it is done, with everything that it said. */
export type RunStep = <T>(title: string, step: (say: Say) => Promise<T>) => Promise<T>;

/**
 * Makes the runner of steps of one tour. It does not begin another step once the signal is aborted.
 *
 * @param every how often a step that takes long says so, in ms
 */
export function createRunner(out: Output, signal: AbortSignal | undefined, every: number = 5_000): RunStep {
  return async (title, step) => {
    signal?.throwIfAborted();
    const lines: string[] = [];
    const started = performance.now();
    const timer = setInterval(() => out.waiting(title, performance.now() - started), every);
    try {
      const result = await step((line) => lines.push(line));
      out.done(title, lines, performance.now() - started);
      return result;
    } catch (error) {
      out.failed(title, error instanceof Error ? error.message : String(error));
      throw error;
    } finally {
      clearInterval(timer);
    }
  };
}
