import assert from "node:assert/strict";
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { Post } from "../../lexicons/app/bsky/feed/post.ts";
import { buildWrite, type Write } from "../single/buildWrite.ts";
import type { WritePlan } from "./contract/WritePlan.ts";
import { planFile } from "./file.ts";
import { planWrites } from "./planWrites.ts";
import { fakeClock } from "./testing/fakeClock.ts";
import { DID, fakeRepo } from "./testing/fakeRepo.ts";
import { creates, finish } from "./testing/runToEnd.ts";

const folder = mkdtempSync(join(tmpdir(), "plan-file-"));
after(() => rmSync(folder, { recursive: true, force: true }));

let count = 0;
/** A folder of its own, and a file in it that is not there. */
function newFile(): { path: string; files: () => string[] } {
  const own = mkdtempSync(join(folder, `${count++}-`));
  return { path: join(own, "plan.json"), files: () => readdirSync(own).sort() };
}

const undated = (length: number): Write[] =>
  Array.from({ length }, (_, i) => buildWrite.create(Post, { text: `post ${i}` }));
const keysOf = ({ writes }: WritePlan): string[] => writes.map(({ rkey }) => rkey);

test("a plan is stored in its file while it runs, readable by its owner only, and is gone when it is done", async () => {
  const clock = fakeClock();
  const repo = fakeRepo({ now: clock.now });
  const { path, files } = newFile();
  const plan = await planFile(path, creates(5), { clock, batchSize: 2 });
  plan.estimate();
  assert.deepEqual(files(), []);
  const seen: unknown[] = [];
  const told: string[] = [];
  for await (const { done } of plan.run(repo.client, { onCheckpoint: (text) => told.push(text) })) {
    if (done === 5) break;
    assert.equal(statSync(path).mode & 0o777, 0o600);
    assert.equal(readFileSync(path, "utf8"), told.at(-1));
    const [file, lock, ...others] = files();
    seen.push(done, file, lock?.replace(/\d+-[\da-f]{8}/, "PID"), others);
  }
  assert.deepEqual(seen, [2, "plan.json", "plan.json.PID.lock", [], 4, "plan.json", "plan.json.PID.lock", []]);
  // Before each batch and after it.
  assert.equal(told.length, 6);
  assert.deepEqual(files(), []);
  assert.equal(repo.records.size, 5);
  assert.equal(plan.done, 5);
});

test("a plan that was stopped is resumed from its file: the same keys, the same `createdAt`, each write once", async () => {
  const clock = fakeClock();
  const repo = fakeRepo({ now: clock.now });
  const { path, files } = newFile();
  const first = await planFile(path, undated(7), { clock, batchSize: 2, limits: { hour: 100 } });
  for await (const { done } of first.run(repo.client)) if (done === 2) break;
  assert.deepEqual(files(), ["plan.json"]);
  clock.time += 1000;
  const second = await planFile(path, undated(7), { clock });
  assert.deepEqual([second.done, second.writes], [2, first.writes]);
  // A crash has left it.
  writeFileSync(`${path}.new`, "half a ch", { mode: 0o644 });
  for await (const { done } of second.run(repo.client)) if (done === 4) break;
  // The same plan object can be run again, too.
  await finish(second, repo);
  assert.deepEqual(files(), []);
  assert.deepEqual([...repo.counts.values()], [1, 1, 1, 1, 1, 1, 1]);
  assert.deepEqual(
    keysOf(first).map((rkey) => (repo.records.get(`${Post.nsid}/${rkey}`) as Post).createdAt),
    Array.from({ length: 7 }, (_, i) => new Date(clock.time - 1000 - 6 + i).toISOString()),
  );
  // What is planned then is another plan.
  const next = await planFile(path, undated(7), { clock });
  assert.deepEqual([next.done, keysOf(next).some((key) => keysOf(first).includes(key))], [0, false]);
});

test("what was sent when a process died is looked for by the next one", async () => {
  const clock = fakeClock();
  const repo = fakeRepo({ now: clock.now });
  const { path, files } = newFile();
  const first = await planFile(path, creates(4), { clock, batchSize: 2 });
  let text = "";
  const keep = (checkpoint: string): void => {
    if ("pending" in JSON.parse(checkpoint) && JSON.parse(checkpoint).done === 2) text = checkpoint;
  };
  for await (const _ of first.run(repo.client, { onCheckpoint: keep }));
  // As after a crash: the last batch was sent, and is done.
  writeFileSync(path, text);
  const second = await planFile(path, creates(4), { clock });
  await finish(second, repo);
  assert.deepEqual([...repo.counts.values()], [1, 1, 1, 1]);
  assert.equal(repo.lookups.length, 2);
  assert.deepEqual(files(), []);
});

test("other writes than those of the file are refused, and it says which", async () => {
  const clock = fakeClock();
  const repo = fakeRepo({ now: clock.now });
  const { path, files } = newFile();
  const plan = await planFile(path, creates(5), { clock, batchSize: 2 });
  for await (const _ of plan.run(repo.client)) break;
  const before = readFileSync(path, "utf8");
  const changed = creates(5);
  changed[3] = buildWrite.create(Post, { text: "other" });
  const ref = { index: 3, action: "create", collection: Post.nsid, rkey: keysOf(plan)[3] };
  const page = "(see bluesky/docs/errors/invalid_checkpoint.md)";
  await assert.rejects(planFile(path, changed, { clock }), {
    name: "WritePlanError",
    code: "invalid_checkpoint",
    message: `${path}: write 3 (create ${Post.nsid}/${ref.rkey}) is not the one that was planned ${page}`,
    writes: [ref],
  });
  await assert.rejects(planFile(path, creates(6), { clock }), {
    code: "invalid_checkpoint",
    message: `${path}: expected the 5 planned writes, got 6 ${page}`,
  });
  writeFileSync(path, "{");
  await assert.rejects(planFile(path, creates(5), { clock }), {
    code: "invalid_checkpoint",
    message: `${path}: expected the JSON that \`checkpoint()\` gave ${page}`,
  });
  writeFileSync(path, before);
  await finish(await planFile(path, creates(5), { clock }), repo);
  assert.deepEqual([repo.records.size, files()], [5, []]);
  // A file that cannot be read is not taken for none.
  symlinkSync(path, path);
  await assert.rejects(planFile(path, creates(5)), { code: "invalid_checkpoint", message: /cannot be read/ });
});

test("one runs the plan of a file at a time; whoever is late begins anew; the lock of the dead counts for nothing", async () => {
  const clock = fakeClock();
  const repo = fakeRepo({ now: clock.now });
  const { path, files } = newFile();
  const first = await planFile(path, creates(6), { clock, batchSize: 2 });
  const refused = (rival: WritePlan): Promise<void> =>
    assert.rejects(rival.run(repo.client).next(), {
      code: "invalid_plan",
      message: new RegExp(
        `plan\\.json: the process ${process.pid} is running this plan \\(if it is not, delete .*lock\\)`,
      ),
    });
  const early = await planFile(path, creates(6), { clock });
  // Processes that are no more: one with a number that nobody has, and one with ours, before we had it.
  writeFileSync(`${path}.4194305-0123abcd.lock`, "");
  writeFileSync(`${path}.${process.pid}-0123abcd.lock`, "");
  utimesSync(`${path}.${process.pid}-0123abcd.lock`, 0, 0);
  for await (const { done } of first.run(repo.client)) {
    await refused(early);
    await refused(first);
    const rival = await planFile(path, creates(6), { clock });
    assert.equal(rival.done, done);
    await refused(rival);
    if (done === 4) break;
  }
  assert.deepEqual(files(), ["plan.json"]);
  // It was planned before the file was there, and would make everything again.
  await assert.rejects(early.run(repo.client).next(), { code: "invalid_plan", message: /call `planFile` again/ });
  const late = await planFile(path, creates(6), { clock });
  await finish(await planFile(path, creates(6), { clock }), repo);
  await assert.rejects(late.run(repo.client).next(), { code: "invalid_plan", message: /call `planFile` again/ });
  assert.deepEqual(files(), []);
  assert.deepEqual([...repo.counts.values()], [1, 1, 1, 1, 1, 1]);
});

test("where the file cannot be stored, nothing is sent, and nothing is left behind", async () => {
  const clock = fakeClock();
  const repo = fakeRepo({ now: clock.now });
  const none = await planFile(join(folder, "none", "plan.json"), creates(2), { clock });
  await assert.rejects(none.run(repo.client).next(), (error: Error & { code?: string }) => {
    assert.equal(error.code, "checkpoint_failed");
    assert.equal((error.cause as { code?: string }).code, "ENOENT");
    return true;
  });
  const { path, files } = newFile();
  const plan = await planFile(path, creates(2), { clock });
  const full = new Error("disk full");
  await assert.rejects(finish(plan, repo, { onCheckpoint: () => Promise.reject(full) }), {
    code: "checkpoint_failed",
    cause: full,
  });
  assert.deepEqual([repo.batches, repo.lookups], [[], []]);
  assert.deepEqual(files(), ["plan.json"]);
  await finish(plan, repo);
  assert.deepEqual([repo.records.size, files()], [2, []]);
});

test("nothing to do makes no file; a signal ends the reading; the options of a plan are passed on", async () => {
  const clock = fakeClock();
  const repo = fakeRepo({ now: clock.now });
  const { path, files } = newFile();
  await finish(await planFile(path, []), repo);
  assert.ok(!existsSync(path));
  // Of a plan that was run without its file.
  writeFileSync(path, planWrites([]).checkpoint());
  await finish(await planFile(path, []), repo);
  assert.ok(!existsSync(path));
  writeFileSync(path, "");
  const signal = AbortSignal.abort("enough");
  await assert.rejects(planFile(path, [], { signal }), { name: "AbortError", code: "aborted", cause: "enough" });
  rmSync(path);
  await assert.rejects(planFile(path, creates(1), { limits: { hour: 2 } }), { code: "invalid_plan" });
  const spent = [{ at: clock.now(), points: 2 }];
  const plan = await planFile(path, creates(3), { clock, repo: DID, batchSize: 1, limits: { hour: 8 }, spent });
  assert.deepEqual([plan.estimate().batches, plan.spent.length], [3, 1]);
  assert.ok(plan.estimate().duration > 0);
  for await (const _ of plan.run(repo.client)) break;
  const again = await planFile(path, creates(3), { clock, limits: { hour: 50 } });
  assert.equal(again.estimate().duration, 0);
  await assert.rejects(planFile(path, creates(3), { repo: "did:plc:bob" }), { code: "invalid_checkpoint" });
  assert.deepEqual(files(), ["plan.json"]);
});

test("writes that follow from the repository are made where there is no plan to go on with", async () => {
  const clock = fakeClock();
  const repo = fakeRepo({ now: clock.now });
  const { path, files } = newFile();
  const wanted = ["a", "b", "c", "d", "e"];
  let asked = 0;
  // What is not there yet: after a stop it is less than was planned.
  const missing = async (): Promise<Write[]> => {
    asked++;
    const there = [...repo.records.values()].map((record) => (record as Post).text);
    return wanted.filter((text) => !there.includes(text)).map((text) => buildWrite.create(Post, { text }));
  };
  const first = await planFile(path, missing, { clock, batchSize: 2 });
  for await (const { done } of first.run(repo.client)) if (done === 2) break;
  assert.deepEqual([asked, files()], [1, ["plan.json"]]);
  const second = await planFile(path, missing, { clock });
  assert.deepEqual([asked, second.done, second.total], [1, 2, 5]);
  await finish(second, repo);
  assert.deepEqual([repo.records.size, files()], [5, []]);
  assert.deepEqual([...repo.counts.values()], [1, 1, 1, 1, 1]);
  const third = await planFile(path, missing, { clock });
  assert.deepEqual([asked, third.total], [2, 0]);
  // Writes that are given are compared with those of the file, of either kind.
  const fourth = await planFile(path, () => creates(3), { clock, batchSize: 1 });
  for await (const { done } of fourth.run(repo.client)) if (done === 1) break;
  await assert.rejects(planFile(path, creates(2), { clock }), { code: "invalid_checkpoint" });
});
