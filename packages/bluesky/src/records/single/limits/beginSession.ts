import { checkSignal } from "../../../errors/checkSignal.ts";
import { after } from "../../../platform/abort/after.ts";
import type { CallOptions, ClientLike, Definition } from "../../../xrpc/contract/Call.ts";
import { abortedCall, callError } from "../../../xrpc/errors/CallError.ts";
import type { TimeoutError } from "../../../xrpc/errors/TimeoutError.ts";
import { callerOf } from "./callerOf.ts";

/** What limits a call as a whole. */
type Limits = Pick<CallOptions, "deadline" | "signal">;

/**
 * Begins a session that is begun late, for the sake of a call, and within its limits: they are those of the whole.
 *
 * @returns the options of what is left of the call
 * @throws {CallError} `timeout`, `aborted`
 * @throws {InvalidOptionError}
 * @throws {unknown} what the session throws
 */
export async function beginSession<Options extends Limits>(
  client: ClientLike,
  options: Options,
  { nsid, kind }: Pick<Definition, "nsid" | "kind">,
): Promise<Options> {
  const { session, options: defaults } = callerOf(client);
  if (!session?.ready) return options;
  checkSignal(options.signal);
  const { signal, deadline = defaults.deadline } = options;
  const startedAt = performance.now();
  const call = { nsid, method: kind === "query" ? "GET" : "POST", session, startedAt, attempt: 0 } as const;
  await new Promise<void>((resolve, reject) => {
    const end = after(deadline || Number.POSITIVE_INFINITY, signal, () => {
      if (signal?.aborted) return reject(abortedCall(call, signal));
      const limit = { limit: "deadline", after: deadline || 0 } as const;
      const message = `the session was not begun within the deadline of ${deadline} ms`;
      reject(callError<TimeoutError>("TimeoutError", call, { code: "timeout", message, ...limit, retryable: true }));
    });
    if (signal?.aborted) return;
    // In a function, because it may throw before it gives a promise.
    const begin = async (): Promise<void> => session.ready?.({ signal });
    begin().then(resolve, reject).then(end);
  });
  return deadline ? { ...options, deadline: Math.max(1, deadline - (performance.now() - startedAt)) } : options;
}
