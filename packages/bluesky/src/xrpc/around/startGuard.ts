import { abortWith } from "../../platform/abort/abortWith.ts";
import { after } from "../../platform/abort/after.ts";
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
        abortWith(controller, error);
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
let unlimited: Guard | undefined;

/**
 * Starts the limits of a whole call: its signal and its deadline, whatever it is waiting for. They hold outside of its
 * attempts, which have limits of their own. Whoever starts them ends them.
 */
export function callGuard(call: Call): Guard {
  const { signal, deadline } = call.options;
  if (!signal && !deadline) {
    unlimited ??= { signal: new AbortController().signal, arm() {}, end() {} };
    return unlimited;
  }
  const controller = new AbortController();
  const expire = (): void =>
    abortWith(controller, signal?.aborted ? abortedCall(call, signal) : timeoutError(call, "deadline", deadline || 0));
  return { signal: controller.signal, arm() {}, end: after(timeLeft(call), signal, expire) };
}
