import { checkSignal } from "../../../errors/checkSignal.ts";
import { abortable } from "../../../platform/abort/abortable.ts";
import { after } from "../../../platform/abort/after.ts";
import { callerOf } from "../../../records/single/limits/callerOf.ts";
import type { CallOptions, ClientLike } from "../../../xrpc/contract/Call.ts";
import { abortedCall, callError } from "../../../xrpc/errors/CallError.ts";
import type { TimeoutError } from "../../../xrpc/errors/TimeoutError.ts";

/** Who comes last in the queue of an account. */
const queues: Map<string, Promise<void>> = /*#__PURE__*/ new Map();

/**
 * Runs a function while nobody else in this program runs one for the same account, by whatever client, nor any other program that
 * shares the store of its session.
 *
 * @throws {CallError} `timeout`, `aborted` where it was not its turn in time: the function is not run then
 * @throws {InvalidOptionError}
 * @throws {unknown} what the function throws
 */
export async function lockAccount<T>(
  client: ClientLike,
  did: string,
  { signal, deadline }: Pick<CallOptions, "signal" | "deadline">,
  run: () => Promise<T>,
): Promise<T> {
  checkSignal(signal);
  const { session } = callerOf(client);
  const call = { nsid: "app.bsky.actor.putPreferences", method: "POST", session, attempt: 0 } as const;
  const startedAt = performance.now();
  const waiting = new AbortController();
  let late: unknown;
  const end = after(deadline || Number.POSITIVE_INFINITY, signal, () => {
    const message = `others were changing the preferences for all of the deadline of ${deadline} ms`;
    const limit = { limit: "deadline", after: deadline || 0, retryable: true } as const;
    late = signal?.aborted
      ? abortedCall(call, signal)
      : callError<TimeoutError>("TimeoutError", { ...call, startedAt }, { code: "timeout", message, ...limit });
    waiting.abort();
  });
  const begin = async (): Promise<T> => {
    end();
    // A lock may let it in later.
    if (late !== undefined) throw late;
    return run();
  };

  const before = queues.get(did);
  let leave = (): void => {};
  const mine = new Promise<void>((resolve) => {
    leave = resolve;
  });
  const last: Promise<void> = (before ? before.then(() => mine) : mine).then(() => {
    // Not when it leaves: whoever gives up leaves before those whom it has waited for.
    if (queues.get(did) === last) queues.delete(did);
  });
  queues.set(did, last);
  try {
    if (before) await abortable(before, waiting.signal).catch(() => {});
    // Not every session has a store.
    const locked = late === undefined && session?.["~exclusively"]?.(`preferences:${did}`, begin, waiting.signal);
    return await (locked || begin());
  } finally {
    end();
    leave();
  }
}
