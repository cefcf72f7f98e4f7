import { after } from "../../platform/after.ts";
import type { Call } from "../contract/Call.ts";
import type { Guard } from "../contract/Guard.ts";
import { abortedCall } from "../errors/CallError.ts";
import { timeoutError } from "../errors/TimeoutError.ts";

/** Starts the limits of an attempt, and says when one is reached. Whoever starts them ends them. */
export function startGuard(call: Call, stop: (error: Error) => void): Guard {
  const { signal, timeout = 30_000, deadline } = call.options;
  const controller = new AbortController();
  const guard: Guard = {
    signal: controller.signal,
    arm(wait = timeout || Infinity) {
      const left = timeLeft(call);
      const expire = (): void => {
        const error = signal?.aborted
          ? abortedCall(call, signal)
          : left < wait
            ? timeoutError(call, "deadline", deadline || 0)
            : timeoutError(call, "timeout", wait);
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

/** Milliseconds until the call's deadline; `Infinity` where it has none. */
export function timeLeft({ options: { deadline }, startedAt }: Call): number {
  return deadline ? deadline - (performance.now() - startedAt) : Infinity;
}

// Made at the first use: loading this module does nothing.
let never: AbortSignal | undefined;

/** The limits of a call outside of its attempts: its signal. */
export function callGuard({ options: { signal } }: Call): Guard {
  never ??= new AbortController().signal;
  return { signal: signal ?? never, arm() {}, end() {} };
}
