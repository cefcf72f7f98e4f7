import assert from "node:assert/strict";
import { test } from "node:test";
import { setImmediate as tick } from "node:timers/promises";
import { soak } from "../../../../../scripts/test/soak.ts";
import type { CursorStore } from "../model/CursorStore.ts";
import { relay } from "../source/relay.ts";
import { commitFrame, didOf } from "../testing/frames.ts";
import { memoryHost, randomFrom } from "../testing/memoryHost.ts";
import { consume } from "./consume.ts";

const CRASHES = soak(300, 20_000);
const FRAMES = CRASHES * 40;
const BUFFER = 100;
const seed = Number(process.env.SEED ?? Date.now() % 1_000_000);

/** Commits of one to three operations. */
const frames = Array.from({ length: FRAMES }, (_, index) => {
  const seq = index + 1;
  const ops = Array.from({ length: 1 + (seq % 3) }, (_, n) => {
    return { action: "create", path: `com.example.x/${seq}-${n}`, record: { n } } as const;
  });
  return commitFrame({ seq, did: didOf(seq % 37), ops });
});
const all = frames.flatMap((_, index) => Array.from({ length: 1 + ((index + 1) % 3) }, (_, n) => `${index + 1}-${n}`));

/** What a program leaves behind that is killed: from then on nothing that it does reaches the disk. */
class Process {
  isAlive = true;
  check(): void {
    if (!this.isAlive) throw new Error("this process was killed");
  }
}

test(`over ${CRASHES} crashes no event is lost, and no more than buffer and save interval come again (seed ${seed})`, async () => {
  const random = randomFrom(seed);
  const { WebSocket, connections } = memoryHost(frames, random);
  const handled = new Map<string, number>();
  let disk: string | undefined;
  /** Events that were handled in all, and how many of them when the last save that was made began. */
  let total = 0;
  let saved = 0;
  let crashes = 0;
  let again = 0;
  while (handled.size < all.length) {
    const program = new Process();
    const cursor: CursorStore = {
      load: () => disk,
      async save(text) {
        const then = total;
        await tick();
        program.check();
        disk = text;
        saved = then;
      },
    };
    let left = crashes < CRASHES ? 1 + Math.floor(random() * 150) : Infinity;
    const stream = consume(relay("ws://host.example"), {
      WebSocket,
      cursor,
      saveEvery: 1,
      start: "oldest",
      parallel: 8,
      minDelay: 0,
      buffer: { events: BUFFER },
    });
    // The last frame that the buffer takes may have three.
    const allowed = total - saved + BUFFER + 2;
    let repeated = 0;
    const running = stream.run(async (event) => {
      if (event.kind !== "commit") return;
      if (random() < 0.3) await tick();
      // Killed before its work, or between its work and the end of it.
      if (left-- === 0) {
        program.isAlive = false;
        crashes++;
        void stream.close();
      }
      program.check();
      const times = handled.get(event.rkey) ?? 0;
      handled.set(event.rkey, times + 1);
      total++;
      if (times > 0) repeated++;
      if (handled.size === all.length) void stream.close();
    });
    await running.catch((error: unknown) => {
      if (program.isAlive) throw error;
    });
    again += repeated;
    assert.ok(repeated <= allowed, `${repeated} came again, of which ${allowed} are allowed`);
  }
  assert.deepEqual(
    all.filter((rkey) => !handled.has(rkey)),
    [],
  );
  assert.ok(crashes >= CRASHES, `${crashes} crashes`);
  assert.ok(again > 0 && connections.count > CRASHES);
});

test(`over ${CRASHES} crashes transactions have each event once (seed ${seed})`, async () => {
  const random = randomFrom(seed + 1);
  const { WebSocket } = memoryHost(frames, random);
  /** What is written at once, or not at all. */
  const disk: { cursor: string | undefined; rows: string[] } = { cursor: undefined, rows: [] };
  for (let crashes = 0; disk.rows.length < all.length; ) {
    const program = new Process();
    let left = crashes < CRASHES ? 1 + Math.floor(random() * 12) : Infinity;
    const stream = consume(relay("ws://host.example"), {
      WebSocket,
      cursor: { load: () => disk.cursor, save: () => assert.fail() },
      start: "oldest",
      minDelay: 0,
      buffer: { events: BUFFER },
    });
    const running = stream.transaction(20, async (events, cursor) => {
      await tick();
      if (left-- === 0) {
        program.isAlive = false;
        crashes++;
        void stream.close();
        // Before the transaction, or behind it.
        if (random() < 0.5) program.check();
      }
      disk.cursor = cursor;
      for (const event of events) if (event.kind === "commit") disk.rows.push(event.rkey);
      program.check();
      if (disk.rows.length === all.length) void stream.close();
    });
    await running.catch((error: unknown) => {
      if (program.isAlive) throw error;
    });
  }
  assert.deepEqual(disk.rows, all);
});
