import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { soak } from "../../../../../scripts/test/soak.ts";
import { Profile } from "../../lexicons/app/bsky/actor/profile.ts";
import { Like } from "../../lexicons/app/bsky/feed/like.ts";
import { Post } from "../../lexicons/app/bsky/feed/post.ts";
import { createClient } from "../../xrpc/client/createClient.ts";
import { buildWrite, type Write } from "../single/buildWrite.ts";
import type { WritePlan } from "./contract/WritePlan.ts";
import { WritePlanError } from "./contract/WritePlanError.ts";
import { planWrites } from "./planWrites.ts";
import { resumePlan } from "./resumePlan.ts";
import { fakeClock } from "./testing/fakeClock.ts";
import { DID, type Fate, fakeRepo } from "./testing/fakeRepo.ts";
import { createdAt, creates, finish, mostIn } from "./testing/runToEnd.ts";

const HOUR = 3_600_000;

test("a batch whose answer is lost is looked for, not sent again", async () => {
  const clock = fakeClock();
  const fate = (nsid: string, count: number): Fate =>
    count === 1 ? "unanswered" : nsid.endsWith("getRecord") && count === 2 ? "lost" : "answered";
  const repo = fakeRepo({ now: clock.now, fate });
  const plan = planWrites(creates(300), { clock });
  const [first] = await finish(plan, repo);
  assert.deepEqual(
    repo.batches.map(({ writes }) => writes.length),
    [185, 115],
  );
  // One of the first ten was enough.
  assert.ok(repo.lookups.length < 20);
  const [result] = first?.results ?? [];
  assert.deepEqual(result, {
    uri: `at://${DID}/${Post.nsid}/${result?.rkey}`,
    rkey: plan.writes[0]?.rkey,
    cid: result?.cid,
  });
  assert.match(result?.cid ?? "", /^bafyrei/);
  assert.equal(repo.records.size, 300);
});

test("a batch that is refused fails with the names of its writes; when the cause is gone the plan goes on", async () => {
  const clock = fakeClock();
  let broken = true;
  const refuse = (): Fate => Response.json({ error: "AccountTakedown", message: "no" }, { status: 400 });
  const repo = fakeRepo({ now: clock.now, fate: (_, count) => (broken && count > 1 ? refuse() : "answered") });
  const plan = planWrites(creates(4), { clock, batchSize: 2 });
  await assert.rejects(finish(plan, repo), (error: Error & Record<string, unknown>) => {
    assert.equal(error.code, "batch_failed");
    assert.match(
      error.message,
      /^the writes 2 to 3 were not made: .*AccountTakedown: no \(HTTP 400\) \(see bluesky\/docs\/errors\/batch_failed\.md\)$/,
    );
    assert.deepEqual(
      error.writes,
      [2, 3].map((index) => ({ index, action: "create", collection: Post.nsid, rkey: plan.writes[index]?.rkey })),
    );
    assert.deepEqual(JSON.parse(JSON.stringify(error)).writes, error.writes);
    return true;
  });
  assert.equal(repo.lookups.length, 0);
  broken = false;
  await finish(resumePlan(plan.checkpoint(), { writes: creates(4), clock }), repo);
  assert.equal(repo.records.size, 4);
});

test("a server that does not answer is tried ten times, for minutes; then it is unknown what became of the batch", async () => {
  const clock = fakeClock();
  const repo = fakeRepo({ now: clock.now, fate: () => "lost" });
  const plan = planWrites(creates(2), { clock });
  await assert.rejects(finish(plan, repo), {
    code: "batch_failed",
    message: /^the writes 0 to 1 may or may not have been made: /,
  });
  assert.ok(clock.slept.length >= 9);
  assert.equal(JSON.parse(plan.checkpoint()).pending, 2);
});

test("what need not be done is left out; what cannot be done is a conflict", async () => {
  const clock = fakeClock();
  const repo = fakeRepo({ now: clock.now });
  const post = { text: "", createdAt };
  repo.records.set(`${Post.nsid}/same`, { $type: Post.nsid, ...post });
  const gone = buildWrite.delete(Post, { rkey: "gone" });
  const same = buildWrite.create(Post, post, { rkey: "same" });
  const plan = planWrites(
    [gone, ...creates(2), same, buildWrite.update(Post, "same2", { ...post, text: "new" })].slice(0, 4),
    { clock },
  );
  const [progress] = await finish(plan, repo);
  assert.deepEqual(
    progress?.results.map(({ rkey, cid }) => [rkey, typeof cid]),
    plan.writes.map(({ rkey, action }) => [rkey, action === "delete" ? "undefined" : "string"]),
  );
  assert.deepEqual(
    repo.batches.map(({ writes, done }) => [writes.length, done]),
    [
      [4, false],
      [2, true],
    ],
  );

  const other = planWrites(
    [
      ...creates(1),
      buildWrite.create(Post, { ...post, text: "other" }, { rkey: "same" }),
      buildWrite.update(Post, { rkey: "none" }, post),
    ],
    { clock },
  );
  await assert.rejects(finish(other, repo), {
    code: "write_conflict",
    message:
      "create of app.bsky.feed.post/same: there is already a record with another value; and 1 more (see bluesky/docs/errors/write_conflict.md)",
    writes: [
      { index: 1, action: "create", collection: Post.nsid, rkey: "same" },
      { index: 2, action: "update", collection: Post.nsid, rkey: "none" },
    ],
  });
  // The owner makes way.
  repo.records.delete(`${Post.nsid}/same`);
  repo.records.set(`${Post.nsid}/none`, {});
  await finish(other, repo);
  assert.equal(other.done, 3);
});

test("a record that a server gives without its CID is compared by its value; what is not of the data model is another", async () => {
  const run = (value: object): Promise<unknown> => {
    const fetchHandler = async (path: string): Promise<Response> =>
      path.includes("getRecord")
        ? Response.json({ uri: `at://${DID}/${Post.nsid}/k`, value })
        : Response.json({ error: "InternalServerError" }, { status: 500 });
    const record = { text: "hi", createdAt, data: { $bytes: "AQI=" } };
    const plan = planWrites([buildWrite.create(Post, record, { rkey: "k" })], { clock: fakeClock() });
    return plan.run(createClient({ session: { did: DID, fetchHandler } })).next();
  };
  const same = { data: { $bytes: "AQI" }, createdAt, text: "hi", $type: Post.nsid };
  const { value } = (await run(same)) as { value: { done: number } };
  assert.equal(value.done, 1);
  for (const other of [
    { ...same, text: "ho" },
    { ...same, weight: 1.5 },
    { ...same, data: { $bytes: "A!!" } },
  ]) {
    await assert.rejects(run(other), { code: "write_conflict" });
  }
});

test("a checkpoint is for its writes and its account; a self-contained one needs neither writes nor schemas", async () => {
  const clock = fakeClock();
  const repo = fakeRepo({ now: clock.now });
  const plan = planWrites(creates(5), { clock, batchSize: 2, limits: { day: Number.POSITIVE_INFINITY } });
  for await (const _ of plan.run(repo.client)) break;
  const text = plan.checkpoint();
  assert.doesNotMatch(text, /post 0/);
  const again = resumePlan(text, { writes: creates(5), clock });
  assert.deepEqual(again.writes, plan.writes);
  assert.deepEqual([again.done, again.total, again.points, again.estimate().points], [2, 5, 15, 9]);
  assert.deepEqual(resumePlan(text, { writes: plan.writes }).writes, plan.writes);
  assert.equal(again.checkpoint(), text);
  // What was in doubt may have been counted up to a minute after it was sent.
  const doubtful = text.replace('"batchSize":2', '"batchSize":2,"pending":4');
  for (const later of [30_000, 60_000, 90_000]) {
    const { spent } = resumePlan(doubtful, { writes: creates(5), clock: fakeClock(clock.now() + later) });
    assert.deepEqual(spent, [{ at: new Date(clock.now() + Math.min(later, 60_000)), points: 6 }]);
  }
  const wrong: [text: string, options?: Parameters<typeof resumePlan>[1]][] = [
    [text],
    [text, { writes: creates(4) }],
    [text, { writes: creates(5).reverse() }],
    [text, { writes: creates(5), repo: "did:plc:other" }],
    [""],
    ["null"],
    ["[]"],
    [text.replace('"v":2', '"v":1')],
    [text.replace('"done":2', '"done":6')],
    [text.replace(/"digests":"./, '"digests":"')],
    [text.replace(/"moment":\d+/, '"moment":null')],
    [text.replace(/"spent":\[/, '"spent":[null,')],
    [text.replace('"done":2', '"done":"2"')],
    [text.replace(/"spent":\[/, '"spent":[[1,"2"],')],
    [text.replace('"batchSize":2', '"batchSize":2,"pending":2')],
  ];
  for (const [wrongText, options] of wrong) {
    assert.throws(() => resumePlan(wrongText, options ?? (wrongText === text ? {} : { writes: creates(5) })), {
      code: "invalid_checkpoint",
    });
  }
  const bob = { ...repo.client, "~client": { did: "did:plc:bob" } } as unknown as typeof repo.client;
  await assert.rejects(again.run(bob).next(), { code: "invalid_plan", message: /did:plc:bob/ });

  const alone = planWrites(creates(5), { clock, batchSize: 2, selfContained: true });
  for await (const _ of alone.run(repo.client)) break;
  const resumed = resumePlan(alone.checkpoint(), { clock });
  assert.doesNotMatch(alone.checkpoint(), /post [01]/);
  assert.deepEqual(
    resumed.writes.map(({ rkey }) => rkey),
    alone.writes.slice(2).map(({ rkey }) => rkey),
  );
  assert.deepEqual([resumed.done, resumed.total, resumed.points, resumed.estimate().points], [2, 5, 15, 9]);
  await finish(resumePlan(resumed.checkpoint(), { clock }), repo);
  assert.ok(alone.writes.every(({ rkey }) => repo.counts.get(`${Post.nsid}/${rkey}`) === 1));
});

test("where writes are not those that were planned, it says which is the first that differs, or how many there are", () => {
  const page = "(see bluesky/docs/errors/invalid_checkpoint.md)";
  const plan = planWrites(creates(5));
  const [, , third] = plan.writes;
  const named = `create ${Post.nsid}/${third?.rkey}`;
  const change = (index: number, write: Write): Write[] => creates(5).map((one, i) => (i === index ? write : one));
  const others: [writes: Write[], message: string][] = [
    [creates(4), "expected the 5 planned writes, got 4"],
    [[], "expected the 5 planned writes, got 0"],
    [change(2, buildWrite.create(Post, { text: "other" })), `write 2 (${named}) is not the one that was planned`],
    // The first of two.
    [[...creates(2), ...creates(5).slice(2).reverse()], `write 2 (${named}) is not the one that was planned`],
    [
      change(2, buildWrite.create(Post, { text: "post 2", createdAt }, { rkey: "own" })),
      `write 2 (create ${Post.nsid}/own) is not the one that was planned`,
    ],
    [change(2, buildWrite.delete(Post, "k")), `write 2 (delete ${Post.nsid}/k) is not the one that was planned`],
    [change(0, buildWrite.create(Like, { subject: { uri: "at://x", cid: "" } })), `write 0 (create ${Like.nsid}/`],
    [
      change(2, buildWrite.update(Post, {}, { text: "", createdAt })),
      `write 2 (update ${Post.nsid}) is not the one that was planned: ${Post.nsid}: expected a record key (tid) as \`rkey\`, got none`,
    ],
  ];
  for (const [writes, message] of others) {
    assert.throws(
      () => resumePlan(plan.checkpoint(), { writes }),
      (error: Error) => {
        assert.ok(error instanceof WritePlanError);
        assert.equal(error.code, "invalid_checkpoint");
        assert.ok(error.message.startsWith(message) && error.message.endsWith(page), error.message);
        return true;
      },
      message,
    );
  }
  assert.throws(() => resumePlan(plan.checkpoint(), { writes: change(2, buildWrite.delete(Post, "k")) }), {
    writes: [{ index: 2, action: "delete", collection: Post.nsid, rkey: "k" }],
  });
});

test("of many writes a checkpoint tells in which block the first is that differs, and stays small", () => {
  const count = 20_000;
  const writes = creates(count);
  const plan = planWrites(writes);
  const text = plan.checkpoint();
  assert.ok(text.length < 30_000, `${text.length}`);
  assert.equal(JSON.parse(text).digests.length, 500 * 6);
  writes[12_345] = buildWrite.create(Post, { text: "other" });
  const [from, to] = [12_320, 12_359];
  const keyOf = (index: number): string => `create ${Post.nsid}/${plan.writes[index]?.rkey}`;
  assert.throws(
    () => resumePlan(text, { writes }),
    (error: Error) => {
      assert.ok(error instanceof WritePlanError);
      const expected = `one of the writes ${from} (${keyOf(from)}) to ${to} (${keyOf(to)}) is not the one that was planned (`;
      assert.ok(error.message.startsWith(expected), error.message);
      assert.deepEqual([error.writes.length, error.writes[0]?.index], [40, from]);
      return true;
    },
  );
});

test("what a plan has filled in is the same in every process that resumes it", async () => {
  const clock = fakeClock();
  const repo = fakeRepo({ now: clock.now });
  // Described anew each time, as a program that is started again does.
  const describe = (): Write[] => [
    buildWrite.create(Post, { text: "made key" }),
    buildWrite.create(Post, { text: "own key" }, { rkey: "own" }),
    buildWrite.create(Post, { text: "dated", createdAt }),
    buildWrite.create(Profile, {}),
  ];
  const plan = planWrites(describe(), { clock });
  const at = clock.now();
  const dates = [at - 3, at - 2, Date.parse(createdAt), undefined];
  const datesOf = (planned: WritePlan): unknown[] =>
    planned.writes.map(({ record }) => {
      const { createdAt: date } = record as Partial<Post>;
      return date === undefined ? undefined : Date.parse(date);
    });
  assert.deepEqual(datesOf(plan), dates);
  clock.time += HOUR;
  const again = resumePlan(plan.checkpoint(), { writes: describe(), clock });
  assert.deepEqual(again.writes, plan.writes);
  // Filled in, they are the same writes.
  assert.deepEqual(resumePlan(plan.checkpoint(), { writes: plan.writes, clock }).writes, plan.writes);
  const mixed = [...plan.writes.slice(0, 1), ...describe().slice(1)];
  assert.deepEqual(resumePlan(plan.checkpoint(), { writes: mixed, clock }).writes, plan.writes);
  assert.deepEqual(datesOf(resumePlan(again.checkpoint(), { writes: describe(), clock })), dates);
  const alone = planWrites(describe(), { clock, selfContained: true });
  clock.time += HOUR;
  assert.deepEqual(datesOf(resumePlan(alone.checkpoint(), { clock })), datesOf(alone));
  await finish(again, repo);
  assert.equal((repo.records.get(`${Post.nsid}/own`) as Post).createdAt, new Date(at - 2).toISOString());
});

test("stopped anywhere, with any requests lost, and resumed from what was stored: each write is done once, within the limits", async () => {
  const action = fc.constantFrom("create", "undated", "keyed", "update", "delete");
  const fates = fc.infiniteStream(
    fc.integer({ min: 0, max: 9 }).map((n): Fate => (n === 0 ? "lost" : n === 1 ? "unanswered" : "answered")),
  );
  const scenario = {
    actions: fc.array(action, { minLength: 1, maxLength: 25 }),
    batchSize: fc.integer({ min: 1, max: 7 }),
    hour: fc.integer({ min: 3, max: 20 }),
    day: fc.integer({ min: 3, max: 60 }),
    selfContained: fc.boolean(),
    // After how many events (a request sent, a checkpoint stored) each process is killed.
    lives: fc.array(fc.integer({ min: 0, max: 12 }), { maxLength: 12 }),
    fates,
  };
  await fc.assert(
    fc.asyncProperty(
      fc.record(scenario),
      async ({ actions, batchSize, hour, day, selfContained, lives, fates: stream }) => {
        const clock = fakeClock();
        /** What the process does yet before it is killed. */
        let left = Number.POSITIVE_INFINITY;
        let death = new AbortController();
        const isDead = (): boolean => {
          if (left-- > 0) return false;
          death.abort();
          return true;
        };
        const repo = fakeRepo({
          now: clock.now,
          fate: () => {
            clock.time += 250;
            const fate: Fate = stream.next().value;
            // What it has sent may be carried out after its death.
            return isDead() && fate === "answered" ? "unanswered" : fate;
          },
        });
        const value = (text: string): { text: string; createdAt: string } => ({ text, createdAt });
        const writes = actions.map((kind, i) => {
          const rkey = `key${i}`;
          if (kind === "create") return buildWrite.create(Post, value(`${i}`));
          // The plan says when it was created, once and for all.
          if (kind === "undated") return buildWrite.create(Post, { text: `${i}` });
          if (kind === "keyed") return buildWrite.create(Post, value(`${i}`), { rkey });
          repo.records.set(`${Post.nsid}/${rkey}`, { $type: Post.nsid, ...value("before") });
          return kind === "update" ? buildWrite.update(Post, rkey, value("after")) : buildWrite.delete(Post, { rkey });
        });
        let plan = planWrites(writes, { batchSize, limits: { hour, day }, selfContained, clock });
        const keys = plan.writes.map(({ rkey }) => rkey);
        const planned = clock.now() - (writes.length - 1);
        let stored = plan.checkpoint();
        const onCheckpoint = (text: string): void => {
          if (!isDead()) stored = text;
          if (isDead()) throw new Error("killed");
        };
        const settings = { ...(!selfContained && { writes }), clock };
        for (const life of [...lives, Number.POSITIVE_INFINITY]) {
          plan = resumePlan(stored, settings);
          left = life;
          death = new AbortController();
          const options = { onCheckpoint, signal: death.signal, retry: { attempts: 1000 } };
          await finish(plan, repo, options).catch((error: unknown) => {
            if (!death.signal.aborted) throw error;
          });
        }
        assert.equal(plan.done, writes.length);
        for (const [i, kind] of actions.entries()) {
          const path = `${Post.nsid}/${keys[i]}`;
          const record = repo.records.get(path) as Post | undefined;
          if (kind === "undated") assert.equal(record?.createdAt, new Date(planned + i).toISOString());
          assert.equal(record?.text, kind === "delete" ? undefined : kind === "update" ? "after" : `${i}`);
          assert.equal(repo.counts.get(path), 1, `${kind} ${path}`);
        }
        assert.equal(repo.records.size, actions.filter((kind) => kind !== "delete").length);
        assert.ok(mostIn(repo, HOUR) <= hour, `${mostIn(repo, HOUR)} in an hour of ${hour}`);
        assert.ok(mostIn(repo, 24 * HOUR) <= day, `${mostIn(repo, 24 * HOUR)} in a day of ${day}`);
      },
    ),
    { numRuns: soak(200, 10_000) },
  );
});
