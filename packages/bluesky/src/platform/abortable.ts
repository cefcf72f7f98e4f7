import { after } from "./after.ts";

/**
 * What a promise gives, unless a signal is aborted first. It does not end the work behind the promise: others may wait
 * for it.
 *
 * @throws the signal's reason
 */
export function abortable<T>(promise: Promise<T>, signal: AbortSignal | null | undefined): Promise<T> {
  return new Promise((resolve, reject) => {
    const end = after(Infinity, signal, () => reject(signal?.reason));
    promise.then(resolve, reject).then(end);
  });
}
