import { setTimeout as sleep } from "node:timers/promises";
import { Post } from "bluesky/app/bsky/feed";
import { BlueskyError, type Client, createClient, type XrpcError } from "bluesky/client";
import { createRecord, listRecords } from "bluesky/com/atproto/repo";
import { getSession } from "bluesky/com/atproto/server";
import { getRepo } from "bluesky/com/atproto/sync";
import { create } from "bluesky/records";
import { now } from "bluesky/syntax";
import type { Network } from "bluesky-devnet";
import { type BadAnswer, badAnswers } from "../badAnswers.ts";
import type { Claim } from "../Claim.ts";
import { inTurns } from "../inTurns.ts";
import { startStage } from "../Stage.ts";

/** The limits of calls that only a limit ends, in milliseconds. */
const SHORT = { timeout: 700, deadline: 1_200 };
/** Those of others: a machine that has other things to do may need some time for 16 MB. */
const LONG = { timeout: 20_000, deadline: 30_000 };
/** How much later a call may end than a timer of this process that was set to its deadline. */
const SLACK = 500;

interface Operation {
  readonly name: string;
  readonly nsid: string;
  readonly anonymous?: boolean;
  /** What it may end with besides: `ok`, where it finds out what was done or does not read its answer, and other codes. */
  also?(answer: BadAnswer): readonly string[];
  run(client: Client, did: string): Promise<unknown>;
}

const collection = "app.bsky.feed.post";
const post = (): Post => ({ text: "?", createdAt: now() });

const operations: readonly Operation[] = [
  { name: "a query", nsid: "com.atproto.server.getSession", run: (client) => getSession(client) },
  {
    name: "a query without a session",
    nsid: "com.atproto.repo.listRecords",
    anonymous: true,
    run: (client, repo) => listRecords(client, { repo, collection }),
  },
  {
    name: "a procedure",
    nsid: "com.atproto.repo.createRecord",
    run: (client, repo) => createRecord(client, { repo, collection, record: { $type: collection, ...post() } }),
  },
  {
    name: "a write",
    nsid: "com.atproto.repo.createRecord",
    also: () => ["write_outcome_unknown", "ok"],
    run: (client) => create(client, Post, post()),
  },
  {
    name: "a stream",
    nsid: "com.atproto.sync.getRepo",
    // Its bytes are handed out as they come.
    also: ({ name }) => (/truncated|empty/.test(name) ? ["ok"] : []),
    run: async (client, did) => (await getRepo(client, { did })).bytes(),
  },
];

/** Whatever comes in place of an answer: calls end in time, with an error that says what of, and with which status. */
export async function badAnswersAreTyped(net: Network): Promise<Claim> {
  await using stage = await startStage(net);
  const { pds } = stage.faulty;
  const { network } = stage.faulty;
  const session = await stage.login();
  await create(createClient({ session, network }), Post, post());
  const problems: string[] = [];
  const unhandled = (reason: unknown): void => void problems.push(`unhandled: ${reason}`);
  process.on("unhandledRejection", unhandled);
  let [calls, late] = [0, 0];
  const all = operations.flatMap((operation) => badAnswers.map((answer) => ({ operation, answer })));
  await inTurns(all, 16, async ({ operation, answer }) => {
    // All share a fault network: a header says whose request it is. And none takes anything of another's budget.
    const name = `${operation.name}, ${answer.name}`;
    pds.add(answer.make(), { where: ({ headers }) => headers.get("x-case") === name });
    const limits = answer.codes.includes("timeout") ? SHORT : LONG;
    const client = createClient({
      ...(operation.anonymous ? { service: network.pds } : { session }),
      network,
      retry: { attempts: 2, baseDelay: 50 },
      ...limits,
      headers: { "x-case": name },
    });
    // On a busy machine timers are late themselves.
    let due = Number.POSITIVE_INFINITY;
    const timer = setTimeout(() => (due = performance.now()), limits.deadline);
    const outcome: unknown = await Promise.race([
      operation.run(client, session.did).then(
        () => "ok",
        (error: unknown) => error ?? "nothing was thrown",
      ),
      sleep(4 * limits.deadline, "it hangs", { ref: false }),
    ]);
    clearTimeout(timer);
    const after = performance.now() - due;
    calls++;
    late = Math.max(late, after);
    problems.push(...check(outcome, { operation, answer, late: after }).map((problem) => `${name}: ${problem}`));
  });
  await sleep(50);
  process.off("unhandledRejection", unhandled);
  const found = `${calls} calls, none later than ${Math.round(late)} ms after its deadline`;
  return { claim: "bad answers end as typed errors within the deadline", found, problems };
}

interface Expected {
  readonly operation: Operation;
  readonly answer: BadAnswer;
  /** By how many milliseconds the deadline was missed. */
  readonly late: number;
}

function check(outcome: unknown, { operation, answer, late }: Expected): string[] {
  const problems: string[] = [];
  const also = operation.also?.(answer) ?? [];
  if (late > SLACK) problems.push(`it took ${Math.round(late)} ms longer than its deadline`);
  if (outcome === "ok") return also.includes("ok") ? problems : [...problems, "it succeeded"];
  if (!(outcome instanceof BlueskyError)) return [...problems, `not typed: ${outcome}`];
  const { code, nsid, attempts, status } = outcome as Partial<XrpcError>; // what is asked next
  if (!code || !(answer.codes.includes(code) || also.includes(code))) problems.push(`${code}: ${outcome.message}`);
  if (nsid !== operation.nsid) problems.push(`it says that it was ${nsid}`);
  if (!(Number(attempts) >= 1)) problems.push(`${attempts} attempts`);
  // Of a write whose outcome is unknown its cause has it.
  const cause = Object(outcome.cause);
  if (answer.status && typeof (status ?? cause.status) !== "number") problems.push(`${code} without a status`);
  return problems;
}
