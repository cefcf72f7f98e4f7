import { type Client, WriteOutcomeUnknownError } from "bluesky/client";
import { type Fault, faults, type Network } from "bluesky-devnet";
import type { Claim } from "../Claim.ts";
import { inTurns } from "../inTurns.ts";
import { drawWrites } from "../outcomes/drawWrites.ts";
import { expectedCids, type JobState, MARK, makeJob, OTHER, type OutcomeJob, stateOf } from "../outcomes/OutcomeJob.ts";
import { type LedgerEntry, type PlainRepo, plainRepo } from "../outcomes/plainRepo.ts";
import { startStage } from "../Stage.ts";
import { writeOperations } from "../WriteJob.ts";

export interface OutcomesOptions {
  readonly count: number;
  readonly seed: number;
  /** How likely a look-up is reset too, from 0 to 1. */
  readonly lookupFaults?: number;
}

/** How a write ended, for its caller. */
type Outcome =
  | { readonly how: "resolved"; readonly cids: readonly (string | undefined)[] }
  | { readonly how: "rejected" | "unknown"; readonly error: unknown };

/**
 * Writes of whatever there is, with resets before and after the commit: each has one of three outcomes. What resolves is there, once;
 * what rejects is not; or an error says that nobody knows, and why. The ledger is `fetch` and the official libraries.
 */
export async function writesHaveThreeOutcomes(net: Network, options: OutcomesOptions): Promise<Claim> {
  const { count, seed, lookupFaults = 0.05 } = options;
  await using stage = await startStage(net, seed);
  const { pds } = stage.faulty;
  const repo = await plainRepo(net.network.pds, stage.account);
  const blob = await repo.upload(new TextEncoder().encode("a picture"), "image/png");
  const jobs = (await drawWrites(count, seed, blob)).map(makeJob);
  // It keeps the blob, whatever becomes of the others.
  const keeper = { collection: "com.example.keeper", rkey: "self", value: { $type: "com.example.keeper", blob } };
  await repo.create([keeper, ...jobs.flatMap(({ given }) => given)]);

  const client = await stage.connect({ retry: { baseDelay: 20, attempts: 2, cost: 0 } });
  const contested = new Map(jobs.filter(({ drawn }) => drawn.contested).map((job) => [job.name, job]));
  const overwritten = new Set<string>();
  pds.clearRequests();
  pds.add(overwrite(repo, contested, overwritten), {
    nsid: writeOperations,
    where: ({ headers }) => contested.has(headers.get("x-job") ?? ""),
  });
  const before = pds.add(faults.resetBeforeCommit(), { nsid: writeOperations, probability: 0.15 });
  const after = pds.add(faults.resetAfterCommit(), { nsid: writeOperations, probability: 0.3 });
  pds.add(faults.resetBeforeCommit(), {
    nsid: "com.atproto.repo.getRecord",
    probability: lookupFaults,
    // Those of an `update` come before anything is written.
    where: ({ headers }) => !headers.get("x-job")?.startsWith("update"),
  });
  const outcomes = await inTurns(jobs, 8, (job) => outcomeOf(job, client));
  pds.clear();

  const collections = new Set(jobs.flatMap(({ parts }) => parts.map(({ collection }) => collection)));
  const ledger = new Map<string, LedgerEntry[]>();
  for (const collection of collections) ledger.set(collection, await repo.list(collection));
  const problems: string[] = [];
  const counts = { resolved: 0, rejected: 0, unknown: 0 };
  const reasons = new Map<string, number>();
  for (const [index, job] of jobs.entries()) {
    const outcome = outcomes[index];
    if (!outcome) throw new TypeError("each job has an outcome");
    counts[outcome.how]++;
    const state = stateOf(job, ledger);
    const told = `${job.name}: ${"error" in outcome ? outcome.error : "resolved"}`;
    const wasDone = state === "over" ? overwritten.has(job.name) : state === "done";
    const isOdd = state === "half done" || state === "doubled" || state === "lost";
    if (isOdd) problems.push(`${told}, and is ${state}`);
    else if (outcome.how === "resolved") {
      if (!wasDone) problems.push(`${told}, and is ${state}`);
      problems.push(
        ...(await cidProblems(job, outcome.cids, { ledger, state })).map((problem) => `${told}, ${problem}`),
      );
    } else if (outcome.how === "rejected") {
      if (wasDone && !isNothing(job)) problems.push(`${told}, and is ${state}`);
    } else {
      const { message } = outcome.error as Error;
      const reason = /because (.*?)[:(]/.exec(message)?.[1]?.trim() ?? "";
      reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
      if (!reason) problems.push(`${told}, without a reason`);
      const isComparable = (await expectedCids(job)).every((cid, i) => cid || !job.parts[i]?.record);
      const isKnowable = isComparable && !job.drawn.contested && !reason.startsWith("looking for it failed");
      if (isKnowable) problems.push(`${told}, though its records were answered for`);
    }
  }
  const least = { resolved: count / 3, rejected: 1, unknown: 1 };
  for (const [how, number] of Object.entries(least)) {
    if (counts[how as Outcome["how"]] < number) problems.push(`only ${counts[how as Outcome["how"]]} were ${how}`);
  }
  if (before.hits === 0 || after.hits === 0 || overwritten.size === 0) problems.push("nothing went wrong");
  const { resolved, rejected, unknown } = counts;
  const why = [...reasons].map(([reason, number]) => `${number} because ${reason}`).join(", ");
  const found =
    `${count} writes of ${collections.size} kinds of records, ${before.hits} resets before the commit, ${after.hits} after it, ` +
    `${overwritten.size} overwritten; ${resolved} resolved, ${rejected} rejected, ${unknown} unknown (seed ${seed})` +
    (why && `; ${why}`);
  return { claim: "a write is done once, or not at all, or it is said that nobody knows", found, problems };
}

async function outcomeOf(job: OutcomeJob, client: Client): Promise<Outcome> {
  try {
    return { how: "resolved", cids: await job.run(client.with({ headers: { "x-job": job.name } })) };
  } catch (error) {
    return { how: error instanceof WriteOutcomeUnknownError ? "unknown" : "rejected", error };
  }
}

/** The first write of a contested job is done, overwritten by somebody else, and its answer is lost. */
function overwrite(repo: PlainRepo, contested: Map<string, OutcomeJob>, overwritten: Set<string>): Fault {
  const handle: ReturnType<Fault["start"]>["handle"] = async ({ request }, next) => {
    const name = request.headers.get("x-job") ?? "";
    const parts = contested.get(name)?.parts ?? [];
    contested.delete(name);
    const answer = await next();
    if (typeof answer === "string" || answer.status !== 200) return answer;
    for (const { collection, rkey } of parts) {
      if (rkey !== undefined) await repo.put(collection, rkey, { $type: collection, [MARK]: OTHER, name });
    }
    overwritten.add(name);
    return "reset";
  };
  return { name: "overwrite", start: () => ({ handle }) };
}

/** A write that makes no difference: a delete of what is not there. */
function isNothing({ parts }: OutcomeJob): boolean {
  return parts.every(({ before, after }) => before === after);
}

/** What a write says of the versions that it has made must be what is there. */
async function cidProblems(
  job: OutcomeJob,
  told: readonly (string | undefined)[],
  { ledger, state }: { readonly ledger: ReadonlyMap<string, readonly LedgerEntry[]>; readonly state: JobState },
): Promise<string[]> {
  if (state === "over") return [];
  const expected = await expectedCids(job);
  return job.parts.flatMap(({ collection, after }, i) => {
    if (after === undefined) return [];
    const there = ledger.get(collection)?.find(({ value }) => value[MARK] === after)?.cid;
    const problems: string[] = [];
    if (told[i] !== there) problems.push(`and says that ${collection} is ${told[i]}, which is ${there}`);
    if (expected[i] && expected[i] !== there) problems.push(`and ${collection} is another record than was sent`);
    return problems;
  });
}
