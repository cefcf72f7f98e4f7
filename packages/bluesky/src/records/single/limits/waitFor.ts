import { abortedError } from "../../../errors/AbortedError.ts";
import { checkSignal } from "../../../errors/checkSignal.ts";
import { after } from "../../../platform/abort/after.ts";

/**
 * Waits for what a function gives that is not ours, unless the signal is aborted first: it may never end, and what it rejects with
 * then is nobody's.
 *
 * @param message of the error where it is aborted
 * @throws {AbortedError}
 * @throws {InvalidOptionError}
 * @throws {unknown} what the function throws
 */
export function waitFor<T>(
  work: () => T | PromiseLike<T>,
  signal: AbortSignal | undefined,
  message: string,
): Promise<Awaited<T>> {
  return new Promise((resolve, reject) => {
    checkSignal(signal);
    const end = after(Number.POSITIVE_INFINITY, signal, () => reject(abortedError(message, signal)));
    if (signal?.aborted) return;
    // In a function, because it may throw before it gives a promise.
    const run = async (): Promise<Awaited<T>> => await work();
    run().then(resolve, reject).then(end);
  });
}
