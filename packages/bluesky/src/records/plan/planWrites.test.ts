import assert from "node:assert/strict";
import { test } from "node:test";
import { Profile } from "../../lexicons/app/bsky/actor/profile.ts";
import { Like } from "../../lexicons/app/bsky/feed/like.ts";
import { Post } from "../../lexicons/app/bsky/feed/post.ts";
import { isTid } from "../../syntax/tid.ts";
import { buildWrite } from "../single/buildWrite.ts";
import type { PlanProgress, PlanWait } from "./contract/WritePlan.ts";
import { planWrites } from "./planWrites.ts";
import { resumePlan } from "./resumePlan.ts";
import { fakeClock } from "./testing/fakeClock.ts";
import { DID, type Fate, fakeRepo } from "./testing/fakeRepo.ts";
import { createdAt, creates, finish, mostIn } from "./testing/runToEnd.ts";

const HOUR = 3_600_000;
const CID = "bafyreibme22gw2h7y2h7tg2fhqotaqjucnbc24deqo72b6mkl2egezxhvy";

test("eight days of work stay within any hour and any day, and end when the estimate says", async () => {
  const clock = fakeClock();
  const start = clock.now();
  const repo = fakeRepo({ now: clock.now });
  const plan = planWrites(creates(85_000), { clock });
  assert.equal(plan.points, 255_000);
  const { points, batches, duration, finishedAt } = plan.estimate();
  assert.deepEqual([points, batches], [255_000, 460]);
  assert.ok(duration > 7 * 24 * HOUR && duration < 8 * 24 * HOUR, `${duration / HOUR} hours`);
  const waits: PlanWait[] = [];
  let last: PlanProgress | undefined;
  for await (const progress of plan.run(repo.client, { onWait: (wait) => waits.push(wait) })) last = progress;
  assert.equal(clock.now(), finishedAt.getTime());
  assert.equal(clock.now() - start, duration);
  assert.equal(repo.records.size, 85_000);
  assert.ok(mostIn(repo, HOUR) <= 5000 && mostIn(repo, HOUR) > 4900, `${mostIn(repo, HOUR)}`);
  assert.ok(mostIn(repo, 24 * HOUR) <= 35_000 && mostIn(repo, 24 * HOUR) > 34_900, `${mostIn(repo, 24 * HOUR)}`);
  assert.ok(waits.length > 0 && waits.every(({ reason }) => reason === "limit"));
  assert.deepEqual([last?.done, last?.total, last?.points, last?.nextAt], [85_000, 85_000, 255_000, undefined]);
  assert.equal(repo.lookups.length, 0);
  assert.deepEqual(plan.estimate(), { points: 0, batches: 0, duration: 0, finishedAt: new Date(clock.now()) });
});

test("keys are chosen when the plan is made; results have them, in order; the text of a record is what is stored", async () => {
  const clock = fakeClock();
  const repo = fakeRepo({ now: clock.now });
  const [a, b] = creates(2);
  assert.ok(a && b);
  const like = buildWrite.create(
    Like,
    { subject: { uri: `at://${DID}/${Post.nsid}/x`, cid: CID }, createdAt },
    { rkey: "mine" },
  );
  const plan = planWrites([a, buildWrite.create(Profile, {}), b, like, buildWrite.delete(Like, { rkey: "mine" })], {
    clock,
  });
  const keys = plan.writes.map(({ rkey }) => rkey);
  assert.ok(isTid(keys[0]) && isTid(keys[2]) && keys[0] < keys[2]);
  assert.deepEqual(keys, [keys[0], "self", keys[2], "mine", "mine"]);
  assert.equal(plan.points, 13);
  // The delete is about a record of the same batch: it gets one of its own.
  const [first, second] = await finish(plan, repo);
  assert.deepEqual(
    first?.results.map(({ rkey }) => rkey),
    keys.slice(0, 4),
  );
  assert.equal(first?.results[0]?.uri, `at://${DID}/${Post.nsid}/${keys[0]}`);
  assert.deepEqual([first?.done, first?.points, first?.nextAt], [4, 12, new Date(clock.now())]);
  assert.deepEqual(second?.results, [{ uri: `at://${DID}/${Like.nsid}/mine`, rkey: "mine" }]);
  assert.deepEqual(repo.records.get(`${Post.nsid}/${keys[2]}`), { $type: Post.nsid, text: "post 1", createdAt });
  assert.deepEqual(
    plan.spent.map(({ points }) => points),
    [12, 1],
  );
});

test("what no plan can be made of is said at once, all of it", () => {
  const posts = [
    buildWrite.create(Post, { text: "", createdAt: "yesterday" }),
    ...creates(1),
    buildWrite.update(Post, {}, { text: "", createdAt }),
  ];
  assert.throws(
    () => planWrites(posts),
    (error: Error & { code: string; writes: unknown }) => {
      assert.equal(error.name, "WritePlanError");
      assert.equal(error.code, "invalid_plan");
      assert.match(
        error.message,
        /^write 0 \(create app\.bsky\.feed\.post\): .*createdAt: expected a datetime, got "yesterday"; and 1 more \(see bluesky\/docs\/errors\/invalid_plan\.md\)$/,
      );
      assert.deepEqual(error.writes, [
        { index: 0, action: "create", collection: Post.nsid, rkey: undefined },
        { index: 2, action: "update", collection: Post.nsid, rkey: undefined },
      ]);
      return true;
    },
  );
  const rkey = "k";
  const post = { text: "", createdAt };
  const fraction = { ...post, weight: 1.5 };
  const wrong: (() => unknown)[] = [
    () => planWrites([buildWrite.create(Post, post, { rkey }), buildWrite.create(Post, post, { rkey })]),
    () => planWrites([buildWrite.delete(Post, { rkey }), buildWrite.update(Post, { rkey }, post)]),
    () => planWrites([buildWrite.create(Post, fraction)]),
    () => planWrites(creates(1), { limits: { hour: 2 } }),
    () => planWrites([], { limits: { hour: Number.NaN } }),
    () => planWrites([], { limits: { day: 0 } }),
    () => planWrites([], { batchSize: 201 }),
    () => planWrites([], { batchSize: 1.5 }),
  ];
  for (const make of wrong) assert.throws(make, { code: "invalid_plan" }, `${make}`);
  planWrites([
    buildWrite.create(Post, post, { rkey }),
    buildWrite.delete(Post, { rkey }),
    buildWrite.create(Post, post, { rkey }),
  ]);
  planWrites([buildWrite.create(Post, { text: "", createdAt: "yesterday" })], { validate: "shape" });
  planWrites([buildWrite.delete(Post, { rkey })], { limits: { hour: 1 } });
});

test("batches are small enough for a request", async () => {
  const clock = fakeClock();
  const repo = fakeRepo({ now: clock.now });
  const long = { text: "", createdAt, padding: "é".repeat(100_000) };
  await finish(
    planWrites(
      Array.from({ length: 9 }, () => buildWrite.create(Post, long)),
      { clock },
    ),
    repo,
  );
  assert.deepEqual(
    repo.batches.map(({ writes }) => writes.length),
    [4, 4, 1],
  );
});

test("what was spent before counts", () => {
  const clock = fakeClock();
  const spent = [{ at: clock.now() - 1000, points: 4999 }];
  assert.equal(planWrites(creates(1), { clock, spent }).estimate().duration, HOUR - 1000);
  assert.equal(
    planWrites(creates(1), { clock, spent, limits: { hour: Number.POSITIVE_INFINITY } }).estimate().duration,
    0,
  );
});

test("a server that refuses has the last word on when to come back, and on how much it takes", async () => {
  const clock = fakeClock();
  const headers = { "retry-after": "77", "ratelimit-limit": "6", "ratelimit-remaining": "0", "ratelimit-reset": "0" };
  const refuse = (): Fate => Response.json({ error: "RateLimitExceeded" }, { status: 429, headers });
  const repo = fakeRepo({ now: clock.now, fate: (_, count) => (count < 3 ? refuse() : "answered") });
  const waits: PlanWait[] = [];
  const stored: string[] = [];
  const start = clock.now();
  const plan = planWrites(creates(4), { clock });
  await finish(plan, repo, { onWait: (wait) => waits.push(wait), onCheckpoint: (text) => stored.push(text) });
  assert.deepEqual(
    repo.batches.map(({ writes }) => writes.length),
    [2, 2],
  );
  const seconds = waits.map(({ until }) => Math.floor((until.getTime() - start) / 1000));
  assert.ok(seconds[0] === 77 || seconds[0] === 78, `${seconds}`);
  assert.ok(Number(seconds[1]) >= 154 && Number(seconds[1]) <= 156, `${seconds}`);
  assert.deepEqual(
    waits.map(({ reason }) => reason),
    ["server", "server"],
  );
  assert.equal(repo.lookups.length, 0);
  // What was refused has cost nothing.
  assert.deepEqual(
    plan.spent.map(({ points }) => points),
    [6, 6],
  );
  // A process that resumes knows when to come back.
  const again = resumePlan(stored[1] ?? "", { writes: creates(4), clock: fakeClock(start) });
  assert.equal(Math.floor(JSON.parse(stored[1] ?? "").blockedUntil), waits[0]?.until.getTime());
  assert.equal(again.estimate().finishedAt.getTime(), waits[0]?.until.getTime());
});

test("a checkpoint is stored before a batch is sent and when it is done; where that fails, nothing is sent", async () => {
  const clock = fakeClock();
  const log: string[] = [];
  const fate = (): Fate => {
    log.push("sent");
    return "answered";
  };
  const repo = fakeRepo({ now: clock.now, fate });
  const plan = planWrites(creates(3), { clock, batchSize: 2 });
  const store = async (text: string): Promise<void> => {
    await new Promise((resolve) => setImmediate(resolve));
    const { done, pending } = JSON.parse(text);
    log.push(`${done}${pending ? `..${pending}` : ""}`);
  };
  const full = new Error("disk full");
  const failing = finish(plan, repo, { onCheckpoint: () => Promise.reject(full) });
  await assert.rejects(failing, { code: "checkpoint_failed", cause: full });
  assert.deepEqual([log, plan.spent], [[], []]);
  await finish(plan, repo, { onCheckpoint: store });
  assert.deepEqual(log, ["0..2", "sent", "2", "2..3", "sent", "3"]);
});

test("an abort ends a wait and a call, leaves no timer, and the plan can be run again", async () => {
  const repo = fakeRepo({ now: Date.now });
  const plan = planWrites(creates(4), { limits: { hour: 6 } });
  const waiting = new AbortController();
  const seen: number[] = [];
  const aborted = { name: "AbortError", code: "aborted", cause: "enough" };
  const run = async (signal: AbortSignal): Promise<void> => {
    for await (const { done } of plan.run(repo.client, {
      signal,
      onWait: () => setImmediate(() => waiting.abort("enough")),
    })) {
      seen.push(done);
    }
  };
  const before = process.getActiveResourcesInfo().filter((name) => name === "Timeout").length;
  await assert.rejects(run(waiting.signal), aborted);
  assert.deepEqual(seen, [2]);
  assert.equal(process.getActiveResourcesInfo().filter((name) => name === "Timeout").length, before);
  await assert.rejects(run(AbortSignal.abort("enough")), aborted);

  const calling = new AbortController();
  const slow = fakeRepo({
    now: Date.now,
    fate: async (_, count): Promise<Fate> => {
      if (count === 1) calling.abort("enough");
      return "answered";
    },
  });
  const other = planWrites(creates(4));
  await assert.rejects(finish(other, slow, { signal: calling.signal }), aborted);
  assert.equal(JSON.parse(other.checkpoint()).pending, 4);
  await finish(other, slow);
  assert.equal(slow.records.size, 4);
});

test("a break ends the run, and a plan runs once at a time", async () => {
  const clock = fakeClock();
  const repo = fakeRepo({ now: clock.now });
  const plan = planWrites(creates(5), { clock, batchSize: 2 });
  for await (const { done } of plan.run(repo.client)) {
    await assert.rejects(finish(plan, repo), { code: "invalid_plan", message: /running/ });
    if (done === 2) break;
  }
  assert.equal(plan.done, 2);
  await finish(plan, repo);
  assert.equal(repo.records.size, 5);
});
