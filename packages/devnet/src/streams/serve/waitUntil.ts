import { DevnetError } from "../../errors/DevnetError.ts";

/**
 * Waits for something, but not for ever.
 *
 * @throws {DevnetError} `timeout`
 */
export async function waitUntil(
  name: string,
  timeout: number,
  work: (signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), timeout);
  try {
    await work(late.signal);
  } finally {
    clearTimeout(timer);
  }
  if (late.signal.aborted) throw new DevnetError("timeout", `The ${name} had not caught up after ${timeout} ms.`);
}
