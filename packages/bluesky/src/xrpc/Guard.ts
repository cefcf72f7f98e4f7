import { aborted } from "./aborted.ts";
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

/** Starts the limits of an attempt. Whoever starts them ends them. */
export function startGuard(call: Call): Guard {
  const { signal, timeout = 30_000, deadline } = call.options;
  const controller = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;

  const end = (): void => {
    clearTimeout(timer);
    signal?.removeEventListener("abort", abort);
  };
  const stop = (error: Error): void => {
    end();
    controller.abort(error);
  };
  const abort = (): void => stop(aborted(call, signal));
  const arm = (wait = timeout || Infinity): void => {
    clearTimeout(timer);
    const left = (deadline || Infinity) - performance.now() + call.startedAt;
    const ms = Math.min(left, wait);
    const [limit, after] = ms < wait ? ["deadline", deadline] : ["timeout", timeout];
    const expire = (): void => {
      const fields = { limit, after, retryable: isRepeatable(call) };
      stop(new CallError(call, "timeout", `no answer within its ${limit} of ${after} ms`, fields));
    };
    // The longest that timers can do.
    if (ms < 2 ** 31) timer = setTimeout(expire, Math.max(0, ms));
  };
  signal?.addEventListener("abort", abort);
  if (signal?.aborted) abort();
  else arm();
  return { signal: controller.signal, arm, end };
}
