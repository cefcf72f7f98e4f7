import { after } from "./after.ts";

/** Waits for some milliseconds. An aborted signal wakes it up. */
export function sleep(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    after(ms, signal, resolve);
  });
}
