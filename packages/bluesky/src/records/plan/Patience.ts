import { isBlueskyError } from "../../errors/BlueskyError.ts";
import type { XrpcError } from "../../xrpc/XrpcError.ts";
import { toRef } from "./PlannedWrite.ts";
import { checkSignal, type PlanRun } from "./PlanRun.ts";
import { saveCheckpoint } from "./saveCheckpoint.ts";
import { type Batch, sentBatch, takeBatch } from "./takeBatch.ts";
import { WritePlanError } from "./WritePlanError.ts";
import { waitUntil } from "./waitUntil.ts";

/** How often, and how long, a batch that fails is waited for. */
export interface Patience {
  /**
   * After a call that failed and may succeed later: notes what is known of its outcome, and waits. `sent` is the batch that it
   * was to do.
   *
   * @throws WritePlanError `batch_failed` when it is at its end; `aborted`
   */
  wait(error: unknown, sent?: Batch): Promise<void>;
  /** The error of a batch that is given up. */
  fail(cause: unknown): WritePlanError;
}

export function createPatience(run: PlanRun): Patience {
  const { state } = run;
  const { attempts = 10, baseDelay = 1000, maxDelay = 60_000 } = run.options.retry ?? {};
  let [failures, refusals] = [0, 0];
  const backoff = (count: number): number => Math.random() * Math.min(maxDelay, baseDelay * 2 ** count);

  const fail = (cause: unknown): WritePlanError => {
    const { writes, to } = state.pending === undefined ? takeBatch(state, state.done) : sentBatch(state, state.pending);
    const refs = writes.map(({ write }, i) => toRef(write, state.done + i));
    const left = refs.filter((_, i) => !state.settled.has(writes[i] as (typeof writes)[number])); // as many as writes
    const doubt = state.pending === undefined ? "are not done" : "may be done or not";
    const why = isBlueskyError(cause) ? cause.message : "see the cause";
    return new WritePlanError("batch_failed", `the writes ${state.done} to ${to - 1} ${doubt}: ${why}`, {
      cause,
      writes: left,
    });
  };

  const wait = async (error: unknown, sent?: Batch): Promise<void> => {
    checkSignal(run);
    if (error instanceof WritePlanError) throw error;
    // A hook, or a session that is not ours, may throw anything.
    const { status, retryAfter = 0, rateLimit } = Object(error) as Partial<XrpcError>;
    if (status === 429) {
      if (sent) {
        // Refused before anything was done.
        state.pending = undefined;
        state.budget.refund();
        if (rateLimit && rateLimit.limit > 0) state.most = Math.min(state.most, rateLimit.limit);
      }
      // Everyone is told the same time: come a little after it.
      const ms = retryAfter ? retryAfter + Math.random() * baseDelay : backoff(refusals++);
      state.blockedUntil = state.clock.now() + ms;
      // It may be long: whoever resumes meanwhile need not ask again.
      await saveCheckpoint(run);
      await waitUntil(run, state.blockedUntil, "server");
      return;
    }
    if (++failures >= attempts) throw fail(error);
    await waitUntil(run, state.clock.now() + Math.max(retryAfter, backoff(failures - 1)), "retry");
  };
  return { wait, fail };
}
