import { AbortedError } from "../../../errors/AbortedError.ts";
import { sleep } from "../../../platform/abort/sleep.ts";
import { waitFor } from "../../single/limits/waitFor.ts";
import { writePlanError } from "./WritePlanError.ts";

/** The time that a plan goes by: the machine's, unless a test has another. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Waits. An aborted signal ends it early, in any way, and leaves no timer behind. */
  sleep(ms: number, signal: AbortSignal | undefined): Promise<unknown>;
}

const systemClock: Clock = { now: () => Date.now(), sleep };

/** The clock that a plan is given, held to what a clock gives; or the machine's. */
export function checkClock(given: Clock | undefined): Clock {
  if (!given) return systemClock;
  return {
    now() {
      const time = read(given);
      if (Number.isFinite(time)) return time;
      // Of an async one: what it rejects with is nobody's.
      Promise.resolve(time).catch(() => {});
      throw writePlanError("invalid_plan", `expected milliseconds from the clock's \`now()\`, got a ${typeof time}`);
    },
    async sleep(ms, signal) {
      try {
        await waitFor(() => given.sleep(ms, signal), signal, "the plan was aborted by its signal");
      } catch (cause) {
        if (cause instanceof AbortedError) throw cause;
        throw writePlanError("invalid_plan", "the clock's `sleep` failed", { cause });
      }
    },
  };
}

function read(clock: Clock): number {
  try {
    return clock.now();
  } catch (cause) {
    throw writePlanError("invalid_plan", "the clock's `now` failed", { cause });
  }
}
