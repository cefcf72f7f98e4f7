import { aborted } from "./aborted.ts";
import type { Handler } from "./Handler.ts";
import { runHooks } from "./runHooks.ts";
import { sleep } from "./sleep.ts";
import type { XrpcError } from "./XrpcError.ts";

/**
 * Makes attempts of a call until one succeeds, fails for good, or the options or the budget allow no more. An attempt that
 * may be tried again rejects with a `retryable` error. All calls of one such handler share one budget.
 *
 * @see CallOptions for `retry`, `deadline` and `settle`
 */
export function withRetry(next: Handler): Handler {
  // Attempts that fail anyway must not become many: one for every ten calls, and ten more.
  let budget = 10;
  return async (call) => {
    const { retry, deadline, settle, signal } = call.options;
    const { attempts = 3, baseDelay = 500, maxDelay = 20_000, cost = 1 } = retry || {};
    budget = Math.min(10, budget + cost / 10);
    for (;;) {
      call.attempt++;
      call.sent = false;
      try {
        return await next(call);
      } catch (error) {
        call.error = error;
        // A hook, or a session that is not ours, may throw anything.
        let { retryable, retryAfter = 0, status = 0 } = Object(error) as Partial<XrpcError>;
        // Where a server says that it is the caller's fault, it has done nothing.
        if (settle && call.sent && (status < 400 || (status > 499 && retryable))) {
          const data = await settle(call, error);
          if (data) return { response: Response.json(data), data };
          retryable = true;
        }
        // Everyone is told the same time: come a little after it.
        const most = retryAfter ? baseDelay : Math.min(maxDelay, baseDelay * 2 ** (call.attempt - 1));
        call.delay = retryAfter + Math.random() * most;
        if (
          !retryable ||
          retry === false ||
          call.attempt >= attempts ||
          call.body instanceof ReadableStream ||
          budget < cost ||
          retryAfter > maxDelay ||
          call.delay >= (deadline || Infinity) - performance.now() + call.startedAt
        ) {
          throw error;
        }
        budget -= cost;
        await runHooks(call, "onRetry");
        call.options.logger?.warn(`onRetry: ${call.error}`);
        await sleep(call.delay, signal);
        if (signal?.aborted) throw aborted(call, signal);
      }
    }
  };
}
