import { checkSignal } from "../../errors/checkSignal.ts";
import { after } from "../../platform/abort/after.ts";
import { callError } from "../../xrpc/errors/CallError.ts";
import type { TimeoutError } from "../../xrpc/errors/TimeoutError.ts";

/** How long a login may take. */
export interface LoginLimits {
  /**
   * Milliseconds for each request. `false`: as long as it takes.
   *
   * @default 30_000; 5_000 for those that find the account's server
   */
  readonly timeout?: number | false | undefined;
  /**
   * Milliseconds for the whole login: finding a stored session and the account's server, requests, storing.
   *
   * @default none
   */
  readonly deadline?: number | false | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Runs something about a session within its deadline: it has to end with the signal that it is given.
 *
 * @param nsid the operation that it is for, as the error names it
 * @throws {TimeoutError}
 * @throws {InvalidOptionError} if the signal is not an AbortSignal
 * @throws {unknown} what the function throws
 */
export async function withinDeadline<T>(
  nsid: string,
  { signal, deadline }: Omit<LoginLimits, "timeout">,
  run: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  checkSignal(signal);
  // Of this realm, whichever the other is of: platforms take no others.
  const controller = new AbortController();
  const startedAt = performance.now();
  let late: TimeoutError | undefined;
  const end = after(deadline || Infinity, signal, () => {
    if (deadline && !signal?.aborted) {
      const message = `not done within the deadline of ${deadline} ms`;
      const init = { code: "timeout", message, limit: "deadline", after: deadline } as const;
      late = callError<TimeoutError>("TimeoutError", { nsid, method: "POST", startedAt }, init);
    }
    controller.abort(late ?? signal?.reason);
  });
  try {
    return await run(controller.signal);
  } catch (error) {
    throw late ?? error;
  } finally {
    end();
  }
}
