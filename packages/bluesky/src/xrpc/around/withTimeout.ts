import type { Answer, Around } from "../contract/Call.ts";
import type { Guard } from "../contract/Guard.ts";
import { startGuard } from "./startGuard.ts";

/**
 * Ends the rest of the call at its `timeout`, at its `deadline`, or with its `signal`, even if that rest does not
 * respond to signals. If the body is returned unread, the limits keep applying to it. Every client has this around each
 * attempt.
 *
 * @example
 * ```ts
 * const handle = withRetry()(withTimeout()((call, { signal }) => myTransport(call, signal)));
 * ```
 */
export function withTimeout(): Around {
  return (next) => async (call) => {
    let guard: Guard | undefined;
    let answer: Answer | undefined;
    try {
      answer = await new Promise<Answer>((resolve, reject) => {
        guard = startGuard(call, reject);
        // What somebody else has written may give no promise.
        if (!guard.signal.aborted) Promise.resolve(next(call, guard)).then(resolve, reject);
      });
      return answer;
    } finally {
      if (!answer?.guard) guard?.end();
    }
  };
}
