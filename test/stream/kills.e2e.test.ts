import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { DatabaseSync } from "node:sqlite";
import { after, before, describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { type Relay, startRelay, startTap, streamFaults } from "bluesky-devnet";
import { soak } from "../../scripts/test/soak.ts";
import { bundleProgram } from "../sessions/bundleProgram.ts";

/** How often each program is killed. */
const KILLS = soak(8, 300);
/** What may wait in a program, and how many events it handles at once. */
const [BUFFER, PARALLEL, SAVE_EVERY] = [100, 16, 50];
/** Events that are there before a program starts. */
const AHEAD = 2000;
const CID = "bafyreidwaivazkwu67xztlmuobx35hs2lnfh3kolmgfmucldvhd3sgzcqi";
const DIDS = Array.from({ length: 40 }, (_, index) => `did:plc:${`${index}`.padStart(24, "a").replace(/[018]/g, "b")}`);

const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31));
const random = seededRandom(seed);

describe(`a stream, killed (SEED=${seed})`, { timeout: soak(120_000, 3_600_000) }, () => {
  let folder: string;
  let programs: Record<"handleEvents" | "applyEvents" | "keepLedger", string>;
  const children = new Set<ChildProcess>();

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "bluesky-stream-kills-"));
    const bundle = (name: string) => bundleProgram(name, folder, join(import.meta.dirname, "programs"));
    const [handleEvents, applyEvents, keepLedger] = await Promise.all(
      ["handleEvents", "applyEvents", "keepLedger"].map(bundle),
    );
    assert.ok(handleEvents && applyEvents && keepLedger);
    programs = { handleEvents, applyEvents, keepLedger };
  });
  after(async () => {
    for (const child of children) child.kill("SIGKILL");
    await rm(folder, { recursive: true, force: true });
  });

  function start(program: string, args: readonly string[]): ChildProcess {
    const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", program, ...args], {
      stdio: ["pipe", "pipe", "inherit"],
    });
    children.add(child);
    child.once("close", () => children.delete(child));
    return child;
  }

  /** Runs a program again and again, and kills it at a random moment after it has done something. @returns what was sent */
  async function killAgainAndAgain(
    send: (did: string, rkey: string) => unknown,
    program: string,
    input: object,
    done: () => Promise<number>,
  ) {
    const sent: string[] = [];
    const publish = (until: number): void => {
      while (sent.length < until) {
        const rkey = `r${sent.length}`;
        const did = DIDS[Math.floor(random() * DIDS.length)] ?? "";
        send(did, rkey);
        sent.push(rkey);
      }
    };
    for (let kill = 0; kill < KILLS; kill++) {
      publish((await done()) + AHEAD);
      const child = start(program, [JSON.stringify(input)]);
      assert.ok(child.stdout);
      await once(child.stdout, "data");
      child.stdout.resume();
      await sleep(random() * 150);
      assert.equal(child.exitCode, null, "it ended by itself");
      child.kill("SIGKILL");
      await once(child, "close");
    }
    return sent;
  }

  const sendBy = (relay: Relay) => (did: string, rkey: string) =>
    relay.publishCommit(did, [{ collection: "app.bsky.feed.post", rkey, record: { text: rkey } }]);

  /** A ledger: how what stands in it is read, and how it says that a program's end has been written down. */
  async function startLedger(name: string) {
    const [address, path] = [join(folder, `${name}.sock`), join(folder, name)];
    const ledger = start(programs.keepLedger, [address, path]);
    assert.ok(ledger.stdout);
    const ends = createInterface({ input: ledger.stdout })[Symbol.asyncIterator]();
    await ends.next(); // it is ready
    return {
      address,
      closed: () => ends.next(),
      read: async (): Promise<string[]> =>
        (await readFile(path, "utf8")).split("\n").flatMap((line) => line.split(" ")[1] ?? []),
      end: () => ledger.stdin?.end(),
    };
  }

  /** Lets a program go on to the end. */
  async function finish(program: string, input: object, isDone: () => Promise<boolean>): Promise<void> {
    const child = start(program, [JSON.stringify(input)]);
    child.stdout?.resume();
    while (!(await isDone())) {
      assert.equal(child.exitCode, null, "it ended by itself");
      await sleep(50);
    }
    child.kill("SIGKILL");
    await once(child, "close");
  }

  it(`${KILLS} times while it handles events, loses none, and handles few of them again`, async (test) => {
    await using relay = await startRelay(undefined, { keep: 1_000_000, seed });
    relay.add(streamFaults.duplicate(), { probability: 0.02 });
    relay.add(streamFaults.resetConnection(), { probability: 0.0005 });
    const { address, closed, read, end } = await startLedger("ledger");
    const input = {
      source: "relay",
      url: relay.url,
      ledger: address,
      cursor: join(folder, "cursor"),
      options: { parallel: PARALLEL, buffer: { events: BUFFER }, saveEvery: SAVE_EVERY },
    };
    /** How many of the ledger's lines were there when a program was killed. */
    const marks: number[] = [];
    const handled = async (): Promise<number> => {
      if (marks.length > 0) await closed(); // it has written down all that the program said
      const lines = await read();
      marks.push(lines.length);
      return new Set(lines).size;
    };
    const sent = await killAgainAndAgain(sendBy(relay), programs.handleEvents, input, handled);
    await handled();
    const all = new Set(sent);
    await finish(programs.handleEvents, input, async () => {
      const found = new Set(await read());
      return sent.every((rkey) => found.has(rkey));
    });
    const lines = await read();
    end();

    const found = lines.filter((line) => !isAboutCursor(line));
    assert.deepEqual(
      sent.filter((rkey) => !found.includes(rkey)),
      [],
    );
    assert.ok(found.every((rkey) => all.has(rkey)));
    const lives = readLives(lines, [...marks, lines.length]);
    const again = lives.map((life) => life.again);
    const total = again.reduce((sum, count) => sum + count, 0);
    assert.equal(total, found.length - all.size);
    // What comes again is what was handled since the cursor was taken that was saved last, and at most a buffer of events that were
    // done by then, behind one that was not.
    for (const { unsaved, sinceTaken } of lives) {
      assert.ok(unsaved <= sinceTaken + BUFFER, `${unsaved} are not saved, after ${sinceTaken}`);
    }
    const saves = lines.filter((line) => line.startsWith("saved")).length;
    const sorted = again.toSorted((a, b) => a - b);
    test.diagnostic(
      `${KILLS} kills, ${sent.length} events: 0 lost, ${total} handled again (median ${sorted[sorted.length >> 1]}, most ${sorted.at(-1)} after a kill), ${saves} saves`,
    );
  });

  it(`${KILLS} times while it handles what a Tap sends, loses none, and handles few of them again`, async (test) => {
    await using tap = await startTap({ seed, retryAfter: 300 });
    tap.add(streamFaults.duplicate(), { probability: 0.02 });
    const { address, closed, read, end } = await startLedger("tapped");
    const options = { parallel: PARALLEL, buffer: { events: BUFFER } };
    const input = { source: "tap", url: tap.origin.replace("http", "ws"), ledger: address, options };
    const marks: number[] = [];
    const handled = async (): Promise<number> => {
      if (marks.length > 0) await closed();
      const lines = await read();
      marks.push(lines.length);
      return new Set(lines).size;
    };
    const send = (did: string, rkey: string) => {
      const record = { did, rkey, rev: "3kb3fge5lm32x", collection: "app.bsky.feed.post", action: "create" as const };
      tap.publish({ type: "record", record: { ...record, record: { text: rkey }, cid: CID } });
    };
    const sent = await killAgainAndAgain(send, programs.handleEvents, input, handled);
    await handled();
    await finish(programs.handleEvents, input, async () => tap.pending === 0);
    const lines = await read();
    end();
    assert.deepEqual(new Set(lines), new Set(sent));
    const again = lines.length - sent.length;
    // What was handled, and whose acknowledgement was on its way.
    assert.ok(again <= KILLS * BUFFER, `${again} again`);
    test.diagnostic(`${KILLS} kills, ${sent.length} events: 0 lost, ${again} handled again`);
  });

  it(`${KILLS} times while it applies events in transactions, loses none, and applies none twice`, async (test) => {
    await using relay = await startRelay(undefined, { keep: 1_000_000, seed });
    relay.add(streamFaults.duplicate(), { probability: 0.02 });
    relay.add(streamFaults.resetConnection(), { probability: 0.0005 });
    const input = { url: relay.url, database: join(folder, "events.db"), options: { buffer: { events: BUFFER } } };
    const count = async (): Promise<{ all: number; different: number }> => {
      try {
        using database = new DatabaseSync(input.database, { readOnly: true });
        const row = database.prepare('SELECT count(*) AS "all", count(DISTINCT rkey) AS different FROM handled').get();
        const { all, different } = Object(row);
        return { all: Number(all), different: Number(different) };
      } catch {
        return { all: 0, different: 0 }; // it is not there yet
      }
    };
    const sent = await killAgainAndAgain(
      sendBy(relay),
      programs.applyEvents,
      input,
      async () => (await count()).different,
    );
    await finish(programs.applyEvents, input, async () => (await count()).different >= sent.length);
    assert.deepEqual(await count(), { all: sent.length, different: sent.length });
    test.diagnostic(`${KILLS} kills, ${sent.length} events: 0 lost, 0 doubled`);
  });
});

function isAboutCursor(line: string): boolean {
  return /^(loaded|saving|saved)\b/.test(line);
}

/** What one program did until it was killed. */
interface Life {
  /** How many events it handled that had been handled before. */
  again: number;
  /** How many events it handled that lie behind the cursor that was saved last: they come again. */
  unsaved: number;
  /** How many events it had handled since that cursor was taken. */
  sinceTaken: number;
}

/** Reads the lives of programs from the ledger. @param marks how many of its lines there were at the beginning and end of each */
function readLives(lines: readonly string[], marks: readonly number[]): Life[] {
  const seen = new Set<string>();
  return marks.slice(1).map((end, index) => {
    let saved = 0;
    let [again, sinceTaken, sinceSaving] = [0, 0, 0];
    const seqs: number[] = [];
    for (const line of lines.slice(marks[index], end)) {
      if (line === "saving") sinceSaving = 0;
      // One that was saved just before its program was killed is known to the next one alone.
      else if (isAboutCursor(line)) [saved, sinceTaken] = [Number(line.split(":")[1]), sinceSaving];
      else {
        if (seen.has(line)) again++;
        seen.add(line);
        seqs.push(seqOf(line));
        sinceTaken++;
        sinceSaving++;
      }
    }
    return { again, unsaved: seqs.filter((seq) => seq > saved).length, sinceTaken };
  });
}

/** The number that an event had in the stream. */
function seqOf(rkey: string): number {
  return Number(rkey.slice(1)) + 1;
}

/** Mulberry32: numbers from 0 to 1, the same for the same seed. */
function seededRandom(from: number): () => number {
  let state = from;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
