import assert from "node:assert/strict";
import { after, before, it } from "node:test";
import { Bluesky } from "bluesky";
import { WriteOutcomeUnknownError } from "bluesky/client";
import { faults, type Network, startFaults } from "bluesky-devnet";
import { inTurns } from "../../faults/src/inTurns.ts";
import { soak } from "../../scripts/test/soak.ts";
import { borrowNetwork } from "../network/borrowNetwork.ts";
import { type RepoRecord, readRepo } from "../posts/readRepo.ts";

// `npm run soak` and `npm run faults` have 1,000 posts and 200 threads.
const POSTS = soak(60, 1_000);
const THREADS = soak(15, 200);
const { SEED = `${Math.floor(Math.random() * 2 ** 31)}` } = process.env;

let net: Network;
before(async () => {
  net = await borrowNetwork({ appView: false });
});
after(() => net?.close());

/** Something that is posted: its texts, the first of which is nobody else's, and whether it has gates. */
interface Job {
  readonly texts: readonly string[];
  readonly gated: boolean;
  run(bsky: Bluesky): Promise<unknown>;
}

const gates = { whoCanReply: "nobody", whoCanQuote: "nobody" } as const;

function makeJobs(parent: string): Job[] {
  const posts = Array.from({ length: POSTS }, (_, i): Job => {
    const text = `post ${i} for @alice.test #tag`;
    const gated = i % 3 === 0;
    const options = gated ? gates : i % 3 === 1 ? { reply: parent } : { quote: parent };
    return { texts: [text], gated, run: (bsky) => bsky.post(text, options) };
  });
  const threads = Array.from({ length: THREADS }, (_, i): Job => {
    const texts = [`thread ${i}`, `middle of ${i}`, `end of ${i}`];
    return { texts, gated: true, run: (bsky) => bsky.thread(texts, gates) };
  });
  return [...posts, ...threads];
}

/** What is in the repository of a job: all of it, once and whole; nothing; or what is wrong with it. */
function stateOf({ texts, gated }: Job, posts: readonly (readonly [string, RepoRecord])[], paths: ReadonlySet<string>) {
  const found = texts.map((text) => posts.filter(([, { value }]) => value.text === text));
  if (found.every((same) => same.length === 0)) return "nothing";
  if (found.some((same) => same.length !== 1)) return `there ${found.map((same) => same.length).join(", ")} times`;
  const [first] = found.map(([only]) => only);
  for (const [i, [only]] of found.entries()) {
    const [path = "", record] = only ?? [];
    const rkey = path.split("/")[1];
    if (gated && !paths.has(`app.bsky.feed.postgate/${rkey}`)) return "without its postgate";
    if (gated && i === 0 && !paths.has(`app.bsky.feed.threadgate/${rkey}`)) return "without its threadgate";
    const { root, parent } = Object(record?.value.reply);
    if (i > 0 && (root.cid !== first?.[1].cid || parent.cid !== found[i - 1]?.[0]?.[1].cid)) return "not one thread";
  }
  return "whole";
}

it("posts and threads on a network with faults are there once and whole, or not at all", async (test) => {
  await using faulty = await startFaults(net, { seed: Number(SEED) });
  const account = await net.createAccount("alice");
  const bsky = await Bluesky.login({ ...account, network: faulty.network, retry: { baseDelay: 20 } });
  const { uri } = await bsky.post("what is replied to");
  const jobs = makeJobs(uri);
  const nsid = "com.atproto.repo.applyWrites";
  const rules = [
    faulty.pds.add(faults.resetBeforeCommit(), { nsid, probability: 0.12 }),
    faulty.pds.add(faults.resetAfterCommit(), { nsid, probability: 0.2 }),
    faulty.pds.add(faults.truncatedJson(), { nsid, probability: 0.08 }),
    faulty.pds.add(faults.html(), { nsid, probability: 0.05 }),
    faulty.pds.add(faults.status(503), { nsid, probability: 0.05 }),
    faulty.pds.add(faults.latency(20), { probability: 0.3 }),
  ];
  const errors = await inTurns(jobs, 8, (job) =>
    job.run(bsky).then(
      () => undefined,
      (error: unknown) => error ?? "nothing",
    ),
  );
  faulty.pds.clear();

  const repo = await readRepo(net, account.did);
  const posts = [...repo].filter(([path]) => path.startsWith("app.bsky.feed.post/"));
  const paths = new Set(repo.keys());
  const problems: string[] = [];
  let rejected = 0;
  for (const [i, job] of jobs.entries()) {
    const error = errors[i];
    const state = stateOf(job, posts, paths);
    if (error !== undefined) rejected++;
    if (error instanceof WriteOutcomeUnknownError || state !== (error === undefined ? "whole" : "nothing")) {
      problems.push(`${job.texts[0]}: ${error ?? "resolved"}, and is ${state}`);
    }
  }
  const hits = rules.map(({ fault, hits }) => `${fault} ${hits}`).join(", ");
  test.diagnostic(`${POSTS} posts, ${THREADS} threads (${hits}): ${rejected} rejected; SEED=${SEED}`);
  assert.deepEqual(problems, [], `SEED=${SEED}`);
  assert.ok(rules.slice(0, 3).every(({ hits }) => hits > 0));
  assert.ok(rejected < jobs.length / 4);
});

it("likes, reposts and pins on a network with faults are there once, or not at all", async (test) => {
  await using faulty = await startFaults(net, { seed: Number(SEED) });
  const account = await net.createAccount("bob");
  const bsky = await Bluesky.login({ ...account, network: faulty.network, retry: { baseDelay: 20 } });
  const posts = await bsky.thread(Array.from({ length: 30 }, (_, i) => `${i}`));
  const nsid = ["com.atproto.repo.createRecord", "com.atproto.repo.putRecord", "com.atproto.repo.deleteRecord"];
  const rules = [
    faulty.pds.add(faults.resetBeforeCommit(), { nsid, probability: 0.15 }),
    faulty.pds.add(faults.resetAfterCommit(), { nsid, probability: 0.25 }),
  ];
  // Whoever is told that it failed does it again.
  const twice = async (run: () => Promise<unknown>): Promise<boolean> => {
    const one = await run().catch(() => undefined);
    return Boolean(one) || Boolean(await run().catch(() => undefined));
  };
  const told = await inTurns(posts, 4, async (post, i) => ({
    liked: await twice(() => bsky.like(post)),
    again: await twice(() => bsky.like(post.uri)),
    reposted: await twice(() => bsky.repost(post)),
    taken: i % 2 === 0 && (await twice(() => bsky.unrepost(post))),
    pinned: i === 29 && (await twice(() => bsky.pin(post))),
  }));
  faulty.pds.clear();

  const repo = await readRepo(net, account.did);
  const count = (kind: string, uri: string): number =>
    [...repo].filter(
      ([path, { value }]) => path.startsWith(`app.bsky.feed.${kind}/`) && Object(value.subject).uri === uri,
    ).length;
  const problems = posts.flatMap(({ uri }, i) => {
    const { liked, again, reposted, taken } = told[i] ?? {};
    const [likes, reposts] = [count("like", uri), count("repost", uri)];
    const isRight = likes === (liked || again ? 1 : 0) && reposts === (reposted && !taken ? 1 : 0);
    return isRight ? [] : [`${i}: ${JSON.stringify(told[i])}: ${likes} likes, ${reposts} reposts`];
  });
  test.diagnostic(`${rules.map(({ fault, hits }) => `${fault} ${hits}`).join(", ")}; SEED=${SEED}`);
  assert.deepEqual(problems, [], `SEED=${SEED}`);
  const { value } = repo.get("app.bsky.actor.profile/self") ?? {};
  assert.equal(Object(value?.pinnedPost).uri, told[29]?.pinned ? posts[29]?.uri : undefined);
  assert.ok(rules.every(({ hits }) => hits > 0));
});
