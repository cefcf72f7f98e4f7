import { AbortedError } from "./AbortedError.ts";
import type { CallError } from "./CallError.ts";
import type { Handler } from "./Handler.ts";
import { parseRetryAfter } from "./parseRetryAfter.ts";
import { runHooks } from "./runHooks.ts";
import { sleep } from "./sleep.ts";

/** Attempts that fail anyway must not become many: one for every ten calls, and ten more. */
const FLOOR = 10;
const SHARE = 0.1;

/** Makes attempts of a call until one succeeds, fails for good, or the options or the budget allow no more. */
export function withRetry(next: Handler): Handler {
  let budget = FLOOR;
  return async (call) => {
    const { retry, deadline, signal } = call.options;
    const { attempts = 3, baseDelay = 500, maxDelay = 20_000 } = retry || {};
    budget = Math.min(FLOOR, budget + SHARE);
    for (;;) {
      call.attempt++;
      try {
        return await next(call);
      } catch (cause) {
        // A hook, or a session that is not ours, may throw anything.
        const error = cause as Partial<CallError & { headers: Headers }>;
        call.error = cause;
        if (retry === false || !error.retryable || call.attempt >= attempts) throw cause;
        if (call.body instanceof ReadableStream || budget < 1) throw cause;
        const asked = error.headers && parseRetryAfter(error.headers);
        const backoff = Math.random() * Math.min(maxDelay, baseDelay * 2 ** (call.attempt - 1));
        // Everyone is told the same time: come a little after it.
        call.delay = asked === undefined ? backoff : asked + Math.random() * baseDelay;
        const left = (deadline || Number.POSITIVE_INFINITY) - (performance.now() - call.startedAt);
        if ((asked ?? 0) > maxDelay || call.delay >= left) throw cause;
        budget--;
        await runHooks(call, "onRetry");
        if (!(await sleep(call.delay, signal))) throw new AbortedError(call, signal?.reason);
      }
    }
  };
}
