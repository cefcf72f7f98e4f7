import { aborted } from "./aborted.ts";
import { after } from "./after.ts";
import type { Call } from "./Call.ts";
import { CallError } from "./CallError.ts";
import { isRepeatable } from "./isRepeatable.ts";

/** The limits of one attempt: the call's signal, its timeout and its deadline, as one signal. */
export interface Guard {
  /** Its reason is the typed error. */
  readonly signal: AbortSignal;
  /**
   * Begins the timeout anew.
   *
   * @param wait how long it is, in milliseconds; `Infinity` where nothing is waited for, and only the deadline holds. @default
   * the call's
   */
  arm(wait?: number): void;
  /** Lets go of the timer and of the caller's signal. */
  end(): void;
}

/** Starts the limits of an attempt, and says when one is reached. Whoever starts them ends them. */
export function startGuard(call: Call, stop: (error: Error) => void): Guard {
  const { signal, timeout = 30_000, deadline } = call.options;
  const controller = new AbortController();
  const guard: Guard = {
    signal: controller.signal,
    arm(wait = timeout || Infinity) {
      const left = (deadline || Infinity) - performance.now() + call.startedAt;
      const [limit, ms] = left < wait ? ["deadline", deadline] : ["timeout", timeout];
      const expire = (): void => {
        const fields = { limit, after: ms, retryable: isRepeatable(call) };
        const message = `no answer within its ${limit} of ${ms} ms`;
        const error = signal?.aborted ? aborted(call, signal) : new CallError(call, "timeout", message, fields);
        controller.abort(error);
        stop(error);
      };
      guard.end();
      guard.end = after(Math.min(left, wait), signal, expire);
    },
    end() {},
  };
  guard.arm();
  return guard;
}
