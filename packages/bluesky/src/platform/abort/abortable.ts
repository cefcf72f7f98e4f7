import { after } from "./after.ts";

/**
 * What a promise gives, unless a signal is aborted first. It does not end the work behind the promise: others may wait
 * for it. What it fails with after that is nobody's business.
 *
 * @param grace how many milliseconds it still has when the signal is aborted
 * @throws {unknown} the reason of the signal
 */
export function abortable<T>(promise: PromiseLike<T>, signal: AbortSignal | null | undefined, grace = 0): Promise<T> {
  return new Promise((resolve, reject) => {
    const started: (() => void)[] = [];
    const end = (): void => {
      for (const stop of started) stop();
    };
    // Before anything else can fail: a promise that is left alone ends the process when it rejects.
    Promise.resolve(promise).then(
      (value) => {
        end();
        resolve(value);
      },
      (error: unknown) => {
        end();
        reject(error);
      },
    );
    const giveUp = (): void => reject(signal?.reason);
    started.push(after(Infinity, signal, () => (grace ? started.push(after(grace, undefined, giveUp)) : giveUp())));
  });
}
