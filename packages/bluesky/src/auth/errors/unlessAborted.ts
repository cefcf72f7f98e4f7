import { abortedError } from "../../errors/AbortedError.ts";
import { checkSignal } from "../../errors/checkSignal.ts";
import { abortable } from "../../platform/abort/abortable.ts";

/**
 * What a function gives, unless a signal is aborted first. Its work goes on then: others may wait for it.
 *
 * @param run it may also throw at once, and may give no promise
 * @param what names what was waited for
 * @throws {AbortedError}
 * @throws {InvalidOptionError} if the signal is not an AbortSignal
 * @throws {unknown} what the function throws
 */
export async function unlessAborted<T>(
  run: () => T | PromiseLike<T>,
  signal: AbortSignal | undefined,
  what: string,
): Promise<T> {
  checkSignal(signal);
  try {
    return await abortable((async () => run())(), signal);
  } catch (error) {
    if (!signal?.aborted) throw error;
    throw abortedError(`${what}: aborted`, signal);
  }
}
