import { AbortedError } from "./AbortedError.ts";
import type { Call } from "./Call.ts";
import { isRepeatable } from "./isRepeatable.ts";
import { TimeoutError } from "./TimeoutError.ts";

/** The limits of one attempt: the call's signal, its timeout and its deadline, as one signal. */
export interface Guard {
  /** Its reason is the typed error. */
  readonly signal: AbortSignal;
  /** Something is waited for: the timeout begins anew. */
  touch(): void;
  /** Nothing is waited for: only the deadline holds. */
  pause(): void;
  /** Lets go of the timer and of the caller's signal. */
  end(): void;
}

const LONGEST_TIMER = 2 ** 31 - 1;

/** Starts the limits of an attempt. Whoever starts them ends them. */
export function startGuard(call: Call): Guard {
  const { signal, timeout = 30_000, deadline } = call.options;
  const controller = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;

  const end = (): void => {
    clearTimeout(timer);
    signal?.removeEventListener("abort", abort);
  };
  const abort = (): void => {
    end();
    controller.abort(new AbortedError(call, signal?.reason));
  };
  const arm = (limit: number | false): void => {
    clearTimeout(timer);
    const left = deadline ? deadline - performance.now() + call.startedAt : LONGEST_TIMER;
    const late = left < (limit || LONGEST_TIMER);
    if (!deadline && !limit) return;
    timer = setTimeout(
      () => {
        end();
        controller.abort(
          late
            ? new TimeoutError(call, "deadline", deadline, false)
            : new TimeoutError(call, "timeout", limit, isRepeatable(call)),
        );
      },
      late ? left : limit || left,
    );
  };
  if (signal?.aborted) abort();
  else {
    signal?.addEventListener("abort", abort);
    arm(timeout);
  }
  return { signal: controller.signal, touch: () => arm(timeout), pause: () => arm(false), end };
}
