import { reasonOf } from "../../../errors/createError.ts";
import type { XrpcError } from "../../../xrpc/errors/XrpcError.ts";
import { WritePlanError, writePlanError } from "../contract/WritePlanError.ts";
import { type Batch, sentBatch, takeBatch } from "../state/takeBatch.ts";
import { toRef } from "../writes/PlannedWrite.ts";
import { checkRun, type PlanRun, waitUntil } from "./PlanRun.ts";
import { saveCheckpoint } from "./saveCheckpoint.ts";

/** How often a batch that fails is tried again, and when. */
export interface BatchRetries {
  /**
   * After a call that failed and may succeed later: notes what is known of its outcome, and waits for the next try. `sent` is the
   * batch that it was to do.
   *
   * @throws {WritePlanError} `batch_failed` if no attempts are left
   * @throws {AbortedError}
   */
  waitForNext(error: unknown, sent?: Batch): Promise<void>;
  /** The error of a batch that is given up. */
  toFailure(cause: unknown): WritePlanError;
}

/** Makes the retries of one batch. */
export function createBatchRetries(run: PlanRun): BatchRetries {
  const { state } = run;
  const { attempts = 10, baseDelay = 1000, maxDelay = 60_000 } = run.options.retry ?? {};
  let [failures, refusals] = [0, 0];
  const backoff = (count: number): number => Math.random() * Math.min(maxDelay, baseDelay * 2 ** count);

  const toFailure = (cause: unknown): WritePlanError => {
    const { writes, to } = state.pending === undefined ? takeBatch(state, state.done) : sentBatch(state, state.pending);
    const left = writes.flatMap((planned, i) =>
      state.alreadyDone.has(planned) ? [] : [toRef(planned.write, state.done + i)],
    );
    const doubt = state.pending === undefined ? "were not made" : "may or may not have been made";
    const why = reasonOf(cause);
    return writePlanError("batch_failed", `the writes ${state.done} to ${to - 1} ${doubt}: ${why}`, {
      cause,
      writes: left,
    });
  };

  const waitForNext = async (error: unknown, sent?: Batch): Promise<void> => {
    checkRun(run);
    if (error instanceof WritePlanError) throw error;
    // A hook, or a session that is not ours, may throw anything.
    const { status, retryAfter = 0, rateLimit } = Object(error) as Partial<XrpcError>;
    if (status === 429) {
      if (sent) {
        // Refused before anything was done.
        state.pending = undefined;
        state.budget.refundLast();
        if (rateLimit && rateLimit.limit > 0) state.serverLimit = Math.min(state.serverLimit, rateLimit.limit);
      }
      // Everyone is told the same time: come a little after it.
      const ms = retryAfter ? retryAfter + Math.random() * baseDelay : backoff(refusals++);
      state.blockedUntil = state.clock.now() + ms;
      // It may be long: whoever resumes meanwhile need not ask again.
      await saveCheckpoint(run);
      await waitUntil(run, state.blockedUntil, "server");
      return;
    }
    if (++failures >= attempts) throw toFailure(error);
    await waitUntil(run, state.clock.now() + Math.max(retryAfter, backoff(failures - 1)), "retry");
  };
  return { waitForNext, toFailure };
}
