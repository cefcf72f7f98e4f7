import { abortedError } from "../../errors/AbortedError.ts";
import { abortable } from "../../platform/abortable.ts";

/**
 * What a promise gives, unless a signal is aborted first. The work behind the promise goes on: others may wait for it.
 *
 * @param what names what was waited for
 * @throws AbortedError
 */
export async function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal | undefined, what: string): Promise<T> {
  try {
    return await abortable(promise, signal);
  } catch (error) {
    if (!signal?.aborted) throw error;
    throw abortedError(`${what}: aborted`, signal);
  }
}
