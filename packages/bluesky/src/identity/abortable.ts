/**
 * What a promise gives, unless a signal is aborted first. It does not end the work behind the promise: others may wait
 * for it.
 *
 * @throws the signal's reason
 */
export async function abortable<T>(promise: Promise<T>, signal: AbortSignal | null | undefined): Promise<T> {
  if (!signal) return promise;
  let stop: (() => void) | undefined;
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason);
    if (signal.aborted) stop();
    else signal.addEventListener("abort", stop);
  });
  // The one that loses must not end as an unhandled rejection.
  promise.catch(() => {});
  try {
    return await Promise.race([aborted, promise]);
  } finally {
    if (stop) signal.removeEventListener("abort", stop);
  }
}
