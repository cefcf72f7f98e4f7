import type { ClientLike } from "../../xrpc/Client.ts";
import { applyWrites, type WriteResult } from "../applyWrites.ts";
import { chooseRepo } from "../chooseRepo.ts";
import { findSettled } from "./findSettled.ts";
import { isRefusal } from "./isRefusal.ts";
import { createPatience, type Patience } from "./Patience.ts";
import type { PlannedWrite } from "./PlannedWrite.ts";
import { checkSignal, type PlanRun } from "./PlanRun.ts";
import type { PlanState } from "./PlanState.ts";
import { saveCheckpoint } from "./saveCheckpoint.ts";
import { type Batch, sentBatch, takeBatch } from "./takeBatch.ts";
import { toResults } from "./toResults.ts";
import type { PlanProgress, RunPlanOptions } from "./WritePlan.ts";
import { WritePlanError } from "./WritePlanError.ts";
import { waitUntil } from "./waitUntil.ts";

/** Does the writes of a plan that are not done. */
export async function* runPlan(
  state: PlanState,
  client: ClientLike,
  options: RunPlanOptions = {},
): AsyncGenerator<PlanProgress, void, undefined> {
  if (state.running) throw new WritePlanError("invalid_plan", "the plan is running already");
  const repo = state.repo ?? chooseRepo(client, undefined);
  const { did } = client["~client"];
  if (did !== undefined && repo.startsWith("did:") && repo !== did) {
    throw new WritePlanError("invalid_plan", `the plan is for the repository ${repo}, the client's account is ${did}`);
  }
  state.repo = repo;
  state.running = true;
  try {
    while (state.done < state.total) yield await doBatch({ state, client, repo, options });
  } finally {
    state.running = false;
  }
}

/** Does the next batch, with as many attempts as that takes. */
async function doBatch(run: PlanRun): Promise<PlanProgress> {
  const { state } = run;
  const patience = createPatience(run);
  for (;;) {
    checkSignal(run);
    // Whatever was sent and not answered is looked for before anything is sent again.
    if (state.pending !== undefined) {
      const sent = sentBatch(state, state.pending);
      const settled = await lookFor(run, sent, patience);
      if (settled.size === sent.writes.length) return complete(run, sent, await toResults(run.repo, sent.writes));
      state.pending = undefined;
      state.settled = settled;
    }
    const batch = takeBatch(state, state.done);
    let results: readonly WriteResult[];
    try {
      results = await send(run, batch);
    } catch (error) {
      if (isRefusal(error)) await leaveOut(run, batch, error, patience);
      else await patience.wait(error, batch);
      continue;
    }
    return complete(run, batch, results);
  }
}

async function lookFor(run: PlanRun, sent: Batch, patience: Patience): Promise<ReadonlySet<PlannedWrite>> {
  for (;;) {
    try {
      return await findSettled(run, sent.writes);
    } catch (error) {
      if (isRefusal(error)) throw patience.fail(error);
      await patience.wait(error);
    }
  }
}

/**
 * A batch was refused, so nothing of it is done. If it is because some of its writes need not be done, it goes on without
 * them; else it fails.
 */
async function leaveOut(run: PlanRun, { writes }: Batch, error: unknown, patience: Patience): Promise<void> {
  const { state } = run;
  state.pending = undefined;
  // Others have keys that nothing can be under.
  const doubtful = writes.filter((planned) => !planned.made && !state.settled.has(planned));
  const settled = await findSettled(run, doubtful).catch((reason: unknown): ReadonlySet<PlannedWrite> => {
    checkSignal(run);
    if (reason instanceof WritePlanError) throw reason;
    return new Set();
  });
  if (settled.size === 0) throw patience.fail(error);
  state.settled = new Set([...state.settled, ...settled]);
}

/** Sends what is left of a batch, when there is room for it. */
async function send(run: PlanRun, { writes, to, points }: Batch): Promise<readonly WriteResult[]> {
  const { state, client, repo, options } = run;
  const left = writes.filter((planned) => !state.settled.has(planned));
  if (left.length === 0) return toResults(repo, writes);
  const room = state.budget.earliest(points);
  await waitUntil(run, Math.max(room, state.blockedUntil), room < state.blockedUntil ? "server" : "limit");
  state.pending = to;
  state.budget.spend(state.clock.now(), points);
  try {
    await saveCheckpoint(run);
  } catch (error) {
    state.pending = undefined;
    state.budget.refund();
    throw error;
  }
  const sent = left.map((planned) => planned.write);
  try {
    const { results } = await applyWrites(client, sent, {
      repo,
      signal: options.signal,
      serverValidation: options.serverValidation,
      // Each attempt counts, so it is we who make them; and all has been validated.
      retry: false,
      validate: { request: false },
    });
    if (left.length === writes.length) return results;
    const known = await toResults(repo, writes);
    const answered = new Map(left.map((planned, i) => [planned, results[i]]));
    return writes.map((planned, i) => ({ uri: "", rkey: "", ...known[i], ...answered.get(planned) }));
  } finally {
    // The server counted them between then and now.
    state.budget.settle(state.clock.now());
  }
}

async function complete(run: PlanRun, { writes, to }: Batch, results: readonly WriteResult[]): Promise<PlanProgress> {
  const { state } = run;
  state.done = to;
  state.pending = undefined;
  state.settled = new Set();
  state.pointsDone += writes.reduce((sum, { points }) => sum + points, 0);
  await saveCheckpoint(run);
  const { done, total, pointsDone, budget, blockedUntil, clock } = state;
  const next = Math.max(clock.now(), blockedUntil, budget.earliest(takeBatch(state, done).points));
  return { done, total, points: pointsDone, results, nextAt: done < total ? new Date(next) : undefined };
}
