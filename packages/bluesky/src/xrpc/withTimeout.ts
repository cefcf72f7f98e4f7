import { type Guard, startGuard } from "./Guard.ts";
import type { Answer, Attempt, Handler } from "./Handler.ts";

/**
 * Ends an attempt at the call's `timeout`, at its `deadline`, or with its `signal`, whatever it is doing, and whether or
 * not it obeys signals. Where the body is handed out unread, the limits stay with it.
 *
 * @example
 * ```ts
 * const handle = withRetry(withTimeout((call, { signal }) => myTransport(call, signal)));
 * const { response } = await handle(call);
 * ```
 */
export function withTimeout(next: Attempt): Handler {
  return async (call) => {
    let guard: Guard | undefined;
    let answer: Answer | undefined;
    try {
      answer = await new Promise<Answer>((resolve, reject) => {
        guard = startGuard(call, reject);
        if (!guard.signal.aborted) next(call, guard).then(resolve, reject);
      });
      return answer;
    } finally {
      if (!answer?.guard) guard?.end();
    }
  };
}
