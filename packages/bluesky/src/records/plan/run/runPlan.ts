import { checkSignal } from "../../../errors/checkSignal.ts";
import { applyWrites } from "../../../lexicons/com/atproto/repo/applyWrites.ts";
import type { ClientLike } from "../../../xrpc/contract/Call.ts";
import { type CommittedWrite, commitWrites, type WriteResult } from "../../single/applyWrites.ts";
import { checkRepo } from "../../single/checkRepo.ts";
import { chooseRepo } from "../../single/chooseRepo.ts";
import { callerOf } from "../../single/limits/callerOf.ts";
import type { PlanProgress, RunPlanOptions } from "../contract/WritePlan.ts";
import { WritePlanError, writePlanError } from "../contract/WritePlanError.ts";
import type { PlanState } from "../state/PlanState.ts";
import { type Batch, sentBatch, takeBatch } from "../state/takeBatch.ts";
import type { PlannedWrite } from "../writes/PlannedWrite.ts";
import { type BatchRetries, createBatchRetries } from "./BatchRetries.ts";
import { findAlreadyDone } from "./findAlreadyDone.ts";
import { isRefusal } from "./isRefusal.ts";
import { checkRun, type PlanRun, waitUntil } from "./PlanRun.ts";
import { saveCheckpoint } from "./saveCheckpoint.ts";
import { toResults } from "./toResults.ts";

/** Does the writes of a plan that are not done. */
export async function* runPlan(
  state: PlanState,
  client: ClientLike,
  options: RunPlanOptions = {},
): AsyncGenerator<PlanProgress, void, undefined> {
  if (state.running) throw writePlanError("invalid_plan", "the plan is running already");
  checkSignal(options.signal);
  state.running = true;
  try {
    const repo = await findRepo(state, client, options);
    const run: PlanRun = { state, client, repo, options };
    while (state.done < state.total) yield await doBatch(run);
  } finally {
    state.running = false;
  }
}

/** The repository that is written to. It must be the plan's, the client's, and that of all writes. */
async function findRepo(state: PlanState, client: ClientLike, options: RunPlanOptions): Promise<string> {
  const { repo } = await chooseRepo(client, state.repo, options, applyWrites);
  const { did } = callerOf(client);
  if (did !== undefined && repo.startsWith("did:") && repo !== did) {
    throw writePlanError("invalid_plan", `the plan is for the repository ${repo}, the client's account is ${did}`);
  }
  const left = state.writes.slice(state.done - state.first).map(({ write }) => write);
  await checkRepo(client, repo, left, options);
  state.repo = repo;
  return repo;
}

/** Does the next batch, with as many attempts as that takes. */
async function doBatch(run: PlanRun): Promise<PlanProgress> {
  const { state } = run;
  const retries = createBatchRetries(run);
  for (;;) {
    checkRun(run);
    // Whatever was sent and not answered is looked for before anything is sent again.
    if (state.pending !== undefined) {
      const sent = sentBatch(state, state.pending);
      const alreadyDone = await lookFor(run, sent, retries);
      if (alreadyDone.size === sent.writes.length) return complete(run, sent, await toResults(run.repo, sent.writes));
      state.pending = undefined;
      state.alreadyDone = alreadyDone;
    }
    const batch = takeBatch(state, state.done);
    let results: readonly WriteResult[];
    try {
      results = await send(run, batch);
    } catch (error) {
      if (isRefusal(error)) await leaveOutDone(run, batch, error, retries);
      else await retries.waitForNext(error, batch);
      continue;
    }
    return complete(run, batch, results);
  }
}

async function lookFor(run: PlanRun, sent: Batch, retries: BatchRetries): Promise<ReadonlySet<PlannedWrite>> {
  for (;;) {
    try {
      return await findAlreadyDone(run, sent.writes);
    } catch (error) {
      if (isRefusal(error)) throw retries.toFailure(error);
      await retries.waitForNext(error);
    }
  }
}

/**
 * A batch was refused, so nothing of it is done. If it is because some of its writes need not be done, it goes on without
 * them; else it fails.
 */
async function leaveOutDone(run: PlanRun, { writes }: Batch, error: unknown, retries: BatchRetries): Promise<void> {
  const { state } = run;
  state.pending = undefined;
  // Others have keys that nothing can be under.
  const doubtful = writes.filter((planned) => !planned.keyMade && !state.alreadyDone.has(planned));
  const alreadyDone = await findAlreadyDone(run, doubtful).catch((reason: unknown): ReadonlySet<PlannedWrite> => {
    checkRun(run);
    if (reason instanceof WritePlanError) throw reason;
    return new Set();
  });
  if (alreadyDone.size === 0) throw retries.toFailure(error);
  state.alreadyDone = new Set([...state.alreadyDone, ...alreadyDone]);
}

/** Sends what is left of a batch, when there is room for it. */
async function send(run: PlanRun, { writes, to, points }: Batch): Promise<readonly WriteResult[]> {
  const { state, client, repo, options } = run;
  const left = writes.filter((planned) => !state.alreadyDone.has(planned));
  if (left.length === 0) return toResults(repo, writes);
  const room = state.budget.earliest(points);
  await waitUntil(run, Math.max(room, state.blockedUntil), room < state.blockedUntil ? "server" : "limit");
  state.pending = to;
  state.budget.spend(state.clock.now(), points);
  try {
    await saveCheckpoint(run);
  } catch (error) {
    state.pending = undefined;
    state.budget.refundLast();
    throw error;
  }
  const sent = left.map(({ keyMade, write: { action, schema, rkey, record } }) => {
    const value = record as CommittedWrite["value"]; // made by `prepareWrite`, or read from a checkpoint
    return { action, collection: schema.nsid, rkey, keyMade, value };
  });
  try {
    const { results } = await commitWrites(client, repo, sent, {
      signal: options.signal,
      serverValidation: options.serverValidation,
      // Each attempt counts, so it is we who make them, and look for what they have done; and all has been validated.
      once: false,
      retry: false,
      validate: { request: false },
    });
    if (left.length === writes.length) return results;
    const known = await toResults(repo, writes);
    const answered = new Map(left.map((planned, i) => [planned, results[i]]));
    return writes.map((planned, i) => ({ uri: "", rkey: "", ...known[i], ...answered.get(planned) }));
  } finally {
    // The server counted them between then and now.
    state.budget.postponeLast(state.clock.now());
  }
}

async function complete(run: PlanRun, { writes, to }: Batch, results: readonly WriteResult[]): Promise<PlanProgress> {
  const { state } = run;
  state.done = to;
  state.pending = undefined;
  state.alreadyDone = new Set();
  state.pointsDone += writes.reduce((sum, { points }) => sum + points, 0);
  await saveCheckpoint(run);
  const { done, total, pointsDone, budget, blockedUntil, clock } = state;
  const next = Math.max(clock.now(), blockedUntil, budget.earliest(takeBatch(state, done).points));
  return { done, total, points: pointsDone, results, nextAt: done < total ? new Date(next) : undefined };
}
