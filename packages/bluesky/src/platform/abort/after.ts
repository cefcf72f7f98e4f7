/**
 * Calls `done` after some time, in milliseconds, or as soon as a signal is aborted.
 *
 * @returns what takes that back
 */
export function after(ms: number, signal: AbortSignal | null | undefined, done: () => unknown): () => void {
  const end = (): void => {
    clearTimeout(timer);
    signal?.removeEventListener("abort", fire);
  };
  const fire = (): void => {
    end();
    done();
  };
  // The longest that timers can do.
  const timer = ms < 2 ** 31 ? setTimeout(fire, Math.max(0, ms)) : undefined;
  signal?.addEventListener("abort", fire);
  if (signal?.aborted) fire();
  return end;
}
