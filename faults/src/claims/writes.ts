import { Post } from "bluesky/app/bsky/feed";
import { type Client, WriteOutcomeUnknownError } from "bluesky/client";
import { applyWrites, buildWrite } from "bluesky/records";
import { faults, type Network } from "bluesky-devnet";
import type { Claim } from "../Claim.ts";
import { inTurns } from "../inTurns.ts";
import { listPosts } from "../listPosts.ts";
import { startStage } from "../Stage.ts";
import { prepareWrites, type WriteJob, writeOperations } from "../WriteJob.ts";

export interface WritesOptions {
  readonly count: number;
  readonly seed: number;
  /** How likely a look-up is reset too, from 0 to 1. */
  readonly lookupFaults?: number;
}

/**
 * Writes whose connections are reset before and after the commit, at random: what resolves was done once, what rejects
 * was not done, and nobody says that he does not know unless looking failed too.
 */
export async function writesAreDoneOnce(net: Network, options: WritesOptions): Promise<Claim> {
  const { count, seed, lookupFaults = 0 } = options;
  await using stage = await startStage(net, seed);
  const { pds } = stage.faulty;
  const client = await stage.connect({ retry: { baseDelay: 20 } });
  const jobs = await prepareWrites(client, count);
  pds.clearRequests();
  const before = pds.add(faults.resetBeforeCommit(), { nsid: writeOperations, probability: 0.12 });
  const after = pds.add(faults.resetAfterCommit(), { nsid: writeOperations, probability: 0.2 });
  pds.add(faults.resetBeforeCommit(), { nsid: "com.atproto.repo.getRecord", probability: lookupFaults });
  const errors = await inTurns(jobs, 8, (job) =>
    job.run(client).then(
      () => undefined,
      (error: unknown) => error,
    ),
  );
  pds.clear();

  const posts = await listPosts(net, stage.account.did);
  const problems: string[] = [];
  let [resolved, rejected, unknown] = [0, 0, 0];
  for (const [index, job] of jobs.entries()) {
    const error = errors[index];
    const state = stateOf(job, posts);
    const told = `${job.name}: ${error ?? "resolved"}`;
    if (error === undefined) {
      resolved++;
      if (state !== "done") problems.push(`${told}, and is ${state}`);
    } else if (error instanceof WriteOutcomeUnknownError) {
      unknown++;
      if (state === "half done") problems.push(`${told}, and is ${state}`);
      const lookups = stage.requests("com.atproto.repo.getRecord").filter(({ search }) => {
        const rkey = new URLSearchParams(search).get("rkey");
        return error.uris.some((uri) => uri.endsWith(`/${rkey}`));
      });
      const last = lookups.at(-1);
      if (!last || last.outcome === "answered") problems.push(`${told}, though the look-up was answered`);
    } else {
      rejected++;
      if (state !== "not done") problems.push(`${told}, and is ${state}`);
    }
  }
  if (lookupFaults === 0 && unknown > 0) problems.push(`${unknown} unknown, though no look-up failed`);
  if (before.hits === 0 || after.hits === 0) problems.push("nothing went wrong");
  const hits = `${before.hits} resets before the commit, ${after.hits} after it`;
  const found = `${count} writes, ${hits}: ${resolved} resolved, ${rejected} rejected, ${unknown} unknown (seed ${seed})`;
  const claim = `writes are done once or not at all${lookupFaults > 0 ? ", where look-ups fail too" : ""}`;
  return { claim, found, problems };
}

function stateOf({ before, after }: WriteJob, posts: ReadonlyMap<string, number>): "done" | "not done" | "half done" {
  const count = (texts: readonly string[], wanted: number): boolean =>
    texts.every((text) => (posts.get(text) ?? 0) === wanted);
  if (count(after, 1) && count(before, 0)) return "done";
  return count(after, 0) && count(before, 1) ? "not done" : "half done";
}

/** Where the look-up fails as well, the error names the records in question, and what it was about. */
export async function unknownOutcomesNameTheirRecords(net: Network): Promise<Claim> {
  await using stage = await startStage(net);
  const { pds } = stage.faulty;
  const client: Client = await stage.connect({ retry: { baseDelay: 5 } });
  const jobs = await prepareWrites(client, 4);
  pds.add(faults.resetAfterCommit(), { nsid: writeOperations });
  pds.add(faults.status(503), { nsid: "com.atproto.repo.getRecord" });
  const problems: string[] = [];
  const names: string[] = [];
  for (const job of jobs) {
    const error: unknown = await job.run(client).catch((caught: unknown) => caught);
    if (!(error instanceof WriteOutcomeUnknownError)) {
      problems.push(`${job.name}: ${error}`);
      continue;
    }
    names.push(`${error.uris.length} of ${error.nsid.split(".").at(-1)}`);
    const own = error.uris.every((uri) => uri.startsWith(`at://${stage.account.did}/${Post.nsid}/`));
    const { code } = Object(error.cause);
    if (
      !own ||
      error.uris.length !== job.records ||
      code !== "network_error" ||
      !error.message.includes(error.uris[0] ?? "-")
    ) {
      problems.push(`${job.name}: ${error}, caused by ${code}`);
    }
  }
  return { claim: "an unknown outcome names its records", found: names.join(", "), problems };
}

/** A write, and all that is asked to find out what became of it, end within one deadline. */
export async function lookupsKeepTheDeadline(net: Network): Promise<Claim> {
  const deadline = 1_000;
  await using stage = await startStage(net);
  const { pds } = stage.faulty;
  const client = await stage.connect({ deadline });
  const writes = Array.from({ length: 12 }, (_, number) => buildWrite.create(Post, { text: `${number}` }));
  pds.add(faults.resetAfterCommit(), { nsid: writeOperations });
  pds.add(faults.latency(300), { nsid: "com.atproto.repo.getRecord" });
  const started = performance.now();
  const error: unknown = await applyWrites(client, writes).catch((caught: unknown) => caught);
  const time = performance.now() - started;
  const found = `${Math.round(time)} ms of ${deadline} ms for a write and its slow look-ups: ${Object(error).code}`;
  const holds = time < deadline + 500 && error instanceof WriteOutcomeUnknownError;
  return { claim: "look-ups of a write keep its deadline", found, problems: holds ? [] : [found] };
}
