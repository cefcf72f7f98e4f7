import { abortable } from "../../platform/abort/abortable.ts";
import { quietly } from "../../platform/abort/quietly.ts";
import { sleep } from "../../platform/abort/sleep.ts";
import { throwIfAborted } from "../../platform/abort/throwIfAborted.ts";
import { isStream } from "../../platform/http/isStream.ts";
import { jsonResponse } from "../../platform/http/jsonResponse.ts";
import { runHooks } from "../attempt/runHooks.ts";
import type { Answer, Around, Call } from "../contract/Call.ts";
import type { XrpcError } from "../errors/XrpcError.ts";
import { timeLeft } from "./startGuard.ts";

/** Options of {@link withRetry}. */
export interface RetryBudgetOptions {
  /**
   * How many retries are allowed on top of one for every ten calls, so that a failing server is not flooded with
   * retries.
   *
   * @default 10
   */
  readonly budget?: number | undefined;
}

/**
 * How many milliseconds a look-up of a write still has when its call's time is over: the look-up has the same limits, and says what
 * it has found when they are reached. Only one that does not obey them is given up.
 */
const SETTLE_GRACE = 300;

/**
 * Tries a call until an attempt succeeds or fails for good, or until the call's options or the budget allow no more
 * attempts. An attempt that can be retried rejects with a `retryable` error. All calls share one budget. Every client
 * has this.
 *
 * @see CallOptions for `retry`, `deadline` and `settle`
 * @example
 * ```ts
 * const handle = withRetry()(withTimeout()((call, { signal }) => myTransport(call, signal)));
 * ```
 */
export function withRetry({ budget: most = 10 }: RetryBudgetOptions = {}): Around {
  let budget = most;
  return (next) => async (call, guard) => {
    const { logger } = call.options;
    const rules = rulesOf(call);
    budget = Math.min(most, budget + rules.cost / 10);
    for (;;) {
      call.attempt++;
      call.sent = false;
      // What belongs to the attempt before is not this one's.
      call.response = undefined;
      call.rateLimit = undefined;
      call.error = undefined;
      try {
        return await next(call, guard);
      } catch (error) {
        call.error = error;
        // A hook, or a session that is not ours, may throw anything.
        const thrown = Object(error) as Partial<XrpcError>;
        const settled = await settleWrite(call, thrown, guard.signal);
        if (settled?.answer) return settled.answer;
        call.delay = delayOf(call, rules, thrown);
        const mayRepeat = settled !== undefined || thrown.retryable;
        if (!mayRepeat || budget < rules.cost || !isAllowed(call, rules, thrown)) throw error;
        budget -= rules.cost;
        await runHooks(call, "onRetry", guard.signal);
        quietly(() => logger?.warn(`onRetry: ${call.error}`));
        await sleep(call.delay, guard.signal);
        throwIfAborted(guard.signal);
      }
    }
  };
}

/** What the options of a call say about retries. */
interface RetryRules {
  readonly attempts: number;
  readonly baseDelay: number;
  readonly maxDelay: number;
  readonly cost: number;
}

function rulesOf({ options: { retry } }: Call): RetryRules {
  const { attempts = 3, baseDelay = 500, maxDelay = 20_000, cost = 1 } = retry || {};
  return { attempts: retry === false ? 1 : attempts, baseDelay, maxDelay, cost };
}

/**
 * Finds out what became of a write that failed in a way that does not tell.
 *
 * @returns nothing where it was not asked; an answer where the write was done, and none where it was not
 */
async function settleWrite(
  call: Call,
  { status = 0 }: Partial<XrpcError>,
  signal: AbortSignal,
): Promise<{ readonly answer?: Answer } | undefined> {
  const { settle } = call.options;
  // Where a server says that it is the caller's fault, or that it cannot do this at all, it has done nothing.
  const isRefused = (status >= 400 && status < 500) || status === 501;
  if (!settle || !call.sent || isRefused) return;
  const data = await abortable(settle(call, call.error), signal, SETTLE_GRACE);
  return data ? { answer: { response: jsonResponse(data), data } } : {};
}

/** Milliseconds to wait: a random time, or what the server says and a little more, because it tells everyone the same. */
function delayOf(
  { attempt }: Call,
  { baseDelay, maxDelay }: RetryRules,
  { retryAfter = 0 }: Partial<XrpcError>,
): number {
  const most = retryAfter ? baseDelay : Math.min(maxDelay, baseDelay * 2 ** (attempt - 1));
  return retryAfter + Math.random() * most;
}

/** Whether the call's options, its body and its time allow another attempt. */
function isAllowed(call: Call, { attempts, maxDelay }: RetryRules, { retryAfter = 0 }: Partial<XrpcError>): boolean {
  const { attempt, body, delay = 0 } = call;
  // A stream is sent once.
  const canSend = attempt < attempts && !isStream(body);
  return canSend && retryAfter <= maxDelay && delay < timeLeft(call);
}
