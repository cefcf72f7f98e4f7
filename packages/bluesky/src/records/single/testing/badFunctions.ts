import assert from "node:assert/strict";
import { getEventListeners } from "node:events";
import { isBlueskyError } from "../../../errors/BlueskyError.ts";

/** What the functions below fail with. */
export const boom: Error = new Error("boom");

/** How long a late one takes, in milliseconds: the signal is aborted before. */
const LATE = 60;
const ABORT = 20;

/** A function that can be handed in wherever one is asked for. */
type Bad = () => never;

/** What a user may hand in where a function is asked for. */
export const badFunctions: { readonly [kind in "throws" | "rejects" | "rejects late" | "never ends"]: Bad } = {
  throws: () => {
    throw boom;
  },
  rejects: () => Promise.reject(boom) as never,
  "rejects late": () => new Promise((_, reject) => setTimeout(reject, LATE, boom)) as never,
  "never ends": () => new Promise(() => {}) as never,
};

/** What something ended with that was given a bad function, and a signal that is aborted soon. */
export interface Ended {
  readonly error: unknown;
  /** Errors that nobody has caught. */
  readonly unhandled: readonly unknown[];
}

/**
 * Runs what is given a bad function and waits for its end, which must come with the abort of its signal at the latest. Nothing may
 * be left of it.
 */
export async function endOf(run: (signal: AbortSignal) => Promise<unknown>): Promise<Ended> {
  const unhandled: unknown[] = [];
  const listen = (reason: unknown): void => void unhandled.push(reason);
  process.on("unhandledRejection", listen);
  const timers = (): number => process.getActiveResourcesInfo().filter((name) => name === "Timeout").length;
  const before = timers();
  const life = new AbortController();
  const { signal } = life;
  const abort = setTimeout(() => life.abort("enough"), ABORT);
  const hang = Symbol("it hangs");
  const { promise, resolve } = Promise.withResolvers<symbol>();
  const patience = setTimeout(resolve, 2_000, hang);
  try {
    const error = await Promise.race([
      run(signal).then(
        () => undefined,
        (caught: unknown) => caught,
      ),
      promise,
    ]);
    assert.notEqual(error, hang, "it does not end");
    clearTimeout(abort);
    // What comes late has come by then.
    await new Promise((done) => setTimeout(done, LATE + 20));
    assert.deepEqual(getEventListeners(signal, "abort"), [], "listeners are left at the signal");
    clearTimeout(patience);
    assert.ok(timers() <= before, "timers are left");
    return { error, unhandled };
  } finally {
    clearTimeout(abort);
    clearTimeout(patience);
    process.off("unhandledRejection", listen);
  }
}

/** Whether an error is one of this SDK. */
export function isTyped(error: unknown, message: string): void {
  assert.ok(isBlueskyError(error), `${message}: ${error}`);
}
