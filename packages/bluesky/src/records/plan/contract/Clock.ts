import { sleep } from "../../../platform/sleep.ts";

/** The time that a plan goes by: the machine's, unless a test has another. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Waits. An aborted signal ends it early, in any way, and leaves no timer behind. */
  sleep(ms: number, signal: AbortSignal | undefined): Promise<unknown>;
}

export const systemClock: Clock = { now: () => Date.now(), sleep };
