import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { Post } from "../../lexicons/app/bsky/feed/post.ts";
import { buildWrite } from "../single/buildWrite.ts";
import { badFunctions, boom, endOf, isTyped } from "../single/testing/badFunctions.ts";
import type { Clock } from "./contract/Clock.ts";
import type { RunPlanOptions } from "./contract/WritePlan.ts";
import { WritePlanError } from "./contract/WritePlanError.ts";
import { planFile } from "./file.ts";
import { planWrites } from "./planWrites.ts";
import { resumePlan } from "./resumePlan.ts";
import { fakeClock } from "./testing/fakeClock.ts";
import { type FakeRepo, fakeRepo } from "./testing/fakeRepo.ts";
import { creates } from "./testing/runToEnd.ts";

const folder = mkdtempSync(join(tmpdir(), "plan-given-"));
after(() => rmSync(folder, { recursive: true, force: true }));

/** Runs two batches, with a wait between them. */
async function run(repo: FakeRepo, clock: Clock, options: RunPlanOptions): Promise<void> {
  const plan = planWrites(creates(4), { clock, limits: { hour: 6 } });
  for await (const _ of plan.run(repo.client, options));
}

/** Where a run takes a function, and what it does with a bad one. */
const places: Record<string, (bad: () => never, signal: AbortSignal) => Promise<unknown>> = {
  onCheckpoint: (bad, signal) => {
    const clock = fakeClock();
    return run(fakeRepo({ now: clock.now }), clock, { onCheckpoint: bad, signal });
  },
  onWait: (bad, signal) => {
    const clock = fakeClock();
    return run(fakeRepo({ now: clock.now }), clock, { onWait: bad, signal });
  },
  "the clock's `sleep`": (bad, signal) => {
    const clock = { ...fakeClock(), sleep: bad };
    return run(fakeRepo({ now: clock.now }), clock, { signal });
  },
  "the clock's `now`, when it is planned": async (now) => planWrites(creates(1), { clock: { ...fakeClock(), now } }),
  "the clock's `now`, when it is resumed": async (now) => {
    const checkpoint = planWrites(creates(1)).checkpoint();
    return resumePlan(checkpoint, { writes: creates(1), clock: { ...fakeClock(), now } }).estimate();
  },
  "the clock's `now`, when it runs": async (bad, signal) => {
    const clock = fakeClock();
    const given = { sleep: clock.sleep, now: clock.now };
    const plan = planWrites(creates(4), { clock: given, limits: { hour: 6 } });
    given.now = bad;
    for await (const _ of plan.run(fakeRepo({ now: clock.now }).client, { signal }));
  },
  "the session's `ready`": async (ready, signal) => {
    const clock = fakeClock();
    const { client } = fakeRepo({ now: clock.now });
    const session = { did: undefined, ready, fetchHandler: () => assert.fail("nothing is sent") };
    await planWrites(creates(1)).run(client.with({ session }), { signal }).next();
  },
  "the session's `ready`, for a handle": async (ready, signal) => {
    const { client } = fakeRepo({ now: Date.now });
    const session = { did: "did:plc:x", ready, fetchHandler: () => assert.fail("nothing is sent") };
    const plan = planWrites([buildWrite.delete(Post, `at://alice.test/${Post.nsid}/k`)]);
    await plan.run(client.with({ session }), { signal }).next();
  },
  "what makes the writes of a file": (bad, signal) => planFile(join(folder, "made.json"), bad, { signal }),
};

for (const [place, take] of Object.entries(places)) {
  for (const [kind, bad] of Object.entries(badFunctions)) {
    test(`${place}: one that ${kind} ends in time, typed, and leaves nothing behind`, async () => {
      const { error, unhandled } = await endOf((signal) => take(bad, signal));
      assert.deepEqual(unhandled, []);
      // A session, and what makes writes, say themselves what is wrong.
      if (error === boom) assert.match(place, /ready|makes/);
      // Nobody waits for an `onWait`.
      else if (error !== undefined || place !== "onWait") isTyped(error, place);
      if (!place.includes("now") && /never|late/.test(kind) && place !== "onWait") {
        assert.deepEqual([(error as { code?: string }).code, (error as Error).cause], ["aborted", "enough"]);
      }
    });
  }
}

test("an `onWait` that fails, at once or later, ends the run; what was done is done, and it can be run again", async () => {
  for (const bad of [badFunctions.throws, badFunctions.rejects]) {
    const clock = fakeClock();
    const repo = fakeRepo({ now: clock.now });
    const plan = planWrites(creates(6), { clock, limits: { hour: 6 } });
    const running = async (options: RunPlanOptions): Promise<void> => {
      for await (const _ of plan.run(repo.client, options));
    };
    await assert.rejects(running({ onWait: bad }), (error: unknown) => {
      assert.ok(error instanceof WritePlanError);
      assert.deepEqual([error.code, error.cause], ["invalid_plan", boom]);
      return true;
    });
    assert.ok(plan.done >= 2 && plan.done < 6, `${plan.done}`);
    await running({});
    assert.deepEqual([...repo.counts.values()], [1, 1, 1, 1, 1, 1]);
  }
});

test("a clock whose time does not pass is noticed, and a signal ends the wait for it before", async () => {
  const still: Clock = { now: () => 0, sleep: async () => {} };
  await assert.rejects(run(fakeRepo({ now: Date.now }), still, {}), {
    code: "invalid_plan",
    message: /the plan's clock stands still/,
  });
  const { error } = await endOf((signal) => run(fakeRepo({ now: Date.now }), still, { signal }));
  assert.equal((error as { code?: string }).code, "aborted");
});

test("a clock that is async, or gives no number, is refused where it is given", () => {
  for (const time of [Promise.resolve(1), Promise.reject(boom), Number.NaN, "1", undefined, new Date()]) {
    const clock = { ...fakeClock(), now: () => time as number };
    assert.throws(() => planWrites(creates(1), { clock }), { code: "invalid_plan", message: /the clock's `now\(\)`/ });
  }
});

test("a plan whose session takes its time ends with the client's deadline", async () => {
  const session = { did: undefined, ready: badFunctions["never ends"], fetchHandler: () => assert.fail() };
  const client = fakeRepo({ now: Date.now }).client.with({ session, deadline: 30 });
  await assert.rejects(planWrites(creates(1)).run(client).next(), { code: "timeout", limit: "deadline", after: 30 });
});

test("an abort while the checkpoint is stored in a file leaves the file whole, and its lock until then", async () => {
  const path = join(folder, "aborted.json");
  const clock = fakeClock();
  const repo = fakeRepo({ now: clock.now });
  const life = new AbortController();
  const plan = await planFile(path, creates(4), { clock, batchSize: 2 });
  const aborting = async (): Promise<void> => {
    for await (const { done } of plan.run(repo.client, { signal: life.signal })) {
      // While the next one is being stored.
      if (done === 2) queueMicrotask(() => life.abort("enough"));
    }
  };
  await assert.rejects(aborting(), { code: "aborted", cause: "enough" });
  assert.deepEqual(readdirSync(folder), ["aborted.json"]);
  const again = await planFile(path, creates(4), { clock });
  for await (const _ of again.run(repo.client));
  assert.deepEqual([[...repo.counts.values()], readdirSync(folder)], [[1, 1, 1, 1], []]);
});
