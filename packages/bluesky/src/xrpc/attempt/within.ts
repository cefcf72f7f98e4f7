import { abortable } from "../../platform/abort/abortable.ts";
import { isThenable } from "../../platform/abort/quietly.ts";
import { throwIfAborted } from "../../platform/abort/throwIfAborted.ts";

/**
 * Runs what a user has written, a hook, a route, within limits: what it never ends, or fails with too late, holds up nobody.
 *
 * @throws {unknown} the reason of the signal
 * @throws {unknown} what the function throws
 */
export async function within<T>(signal: AbortSignal, run: () => T | PromiseLike<T>): Promise<T> {
  throwIfAborted(signal);
  const given = run();
  return isThenable(given) ? abortable(given, signal) : given;
}
