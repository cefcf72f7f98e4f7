/** Throws the reason of a signal that is aborted. Not every platform's signals do that themselves, or have a reason. */
export function throwIfAborted(signal: AbortSignal | null | undefined): void {
  if (signal?.aborted) throw signal.reason ?? new Error("aborted");
}
