import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { after, before, describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { Bluesky } from "bluesky";
import type { Account, Network } from "bluesky-devnet";
import { createRandom } from "../../packages/devnet/src/random/createRandom.ts";
import { soak } from "../../scripts/test/soak.ts";
import { borrowNetwork } from "../network/borrowNetwork.ts";
import { bundleProgram } from "../sessions/bundleProgram.ts";

/** How much happens, and with how much of it a reader begins at most before it is killed. */
const EVENTS = soak(400, 10_000);
const LIFE = soak(60, 100);

const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31));
const title = `a stream of notifications whose reader is killed (SEED=${seed})`;

describe(title, { timeout: soak(240_000, 3_600_000) }, () => {
  const folder = mkdtempSync(join(tmpdir(), "bluesky-notifications-"));
  const [ledger, cursor] = [join(folder, "ledger"), join(folder, "cursor.json")];
  const random = createRandom(`${seed} kills`);
  const children = new Set<ChildProcess>();
  let net: Network;
  let programs: { readonly handle: string; readonly send: string };

  before(async () => {
    const bundle = (name: string) => bundleProgram(name, folder, join(import.meta.dirname, "programs"));
    const [started, handle, send] = await Promise.all([borrowNetwork(), bundle("handle"), bundle("send")]);
    net = started;
    programs = { handle, send };
  });
  after(async () => {
    for (const child of children) child.kill("SIGKILL");
    await net?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  function start(program: string, input: object) {
    const child = spawn(process.execPath, [program, JSON.stringify(input)], { stdio: ["ignore", "pipe", "inherit"] });
    children.add(child);
    const ended = once(child, "close").then(() => children.delete(child));
    return { child, ended };
  }

  it(`misses none of ${EVENTS}, and begins again with what was in work at a kill, and nothing else`, async (test) => {
    const account = await net.createAccount("listener");
    const senders: readonly Account[] = [await net.createAccount("one"), await net.createAccount("two")];
    const { uri, cid } = await (await Bluesky.login(account)).post("the root");

    /** Has somebody send, and waits until all of it is listed. @returns the last of it */
    async function send(sender: number, count: number): Promise<string | undefined> {
      const input = { account: senders[sender], to: account.did, root: { uri, cid }, count, ledger, slot: sender };
      const { child, ended } = start(programs.send, { ...input, pause: 400, seed: `${seed} sender ${sender}` });
      await ended;
      assert.equal(child.exitCode, 0, "a sender failed");
      await net.settled({ timeout: 600_000 });
      return linesOf(ledger).at(-1);
    }

    /** Of all readers that are dead: how often each was begun with, how often it came to its end, and how often it was in work. */
    const counts = {
      begin: new Map<string, number>(),
      end: new Map<string, number>(),
      inWork: new Map<string, number>(),
    };
    const get = (what: keyof typeof counts, notification = ""): number => counts[what].get(notification) ?? 0;
    const add = (what: keyof typeof counts, notification: string) =>
      counts[what].set(notification, get(what, notification) + 1);
    let readers = 0;

    function read() {
      const log = join(folder, `log-${readers}`);
      const { child, ended } = start(programs.handle, { account, folder, cursor, log, seed: `${seed} ${readers++}` });
      const seen: string[] = [];
      createInterface(child.stdout).on("line", (line) => seen.push(line));
      return {
        seen,
        /** Waits until it has done something. */
        async until(isSo: () => boolean): Promise<void> {
          for (; !isSo(); await sleep(2)) assert.equal(child.exitCode, null, "a reader ended by itself");
        },
        async kill(): Promise<void> {
          assert.ok(child.kill("SIGKILL"), "a reader ended by itself");
          await ended;
          const lines = linesOf(log);
          for (const line of lines) {
            const [, what, notification] = /^(begin|end) (.+)$/.exec(line) ?? [];
            if ((what === "begin" || what === "end") && notification) add(what, notification);
          }
          const left = inWorkOf(lines, cursor);
          if (left !== undefined) add("inWork", left);
        },
      };
    }

    // The first one begins before anything happens.
    let reader = read();
    await reader.until(() => reader.seen.includes("saved"));
    let last: string | undefined;
    let failure: unknown;
    Promise.all([send(0, EVENTS / 2 - 1), send(1, EVENTS / 2 - 1)])
      // What comes after all the others: when it is done, all are.
      .then(() => send(0, 1))
      .then(
        (line) => {
          last = line;
        },
        (error) => {
          failure = error;
        },
      );
    const isDone = (): boolean => get("begin", last) > get("inWork", last);
    while (!isDone()) {
      // Some are killed on their way to work, and the others somewhere in it.
      if (random.chance(0.15)) await sleep(random.next() * 1_000);
      else {
        const most = random.between(1, LIFE);
        await reader.until(() => {
          if (failure) throw failure;
          const count = reader.seen.filter((line) => line.startsWith("begin ")).length;
          return count >= most || isDone() || isSavedIn(reader.seen, last);
        });
        await sleep(random.next() * 8);
      }
      await reader.kill();
      await sleep(random.next() * 50);
      reader = read();
    }
    // Nothing comes again with what comes later.
    const later = await send(1, 1);
    await reader.until(() => isSavedIn(reader.seen, later));
    await reader.kill();

    const sent = new Set(linesOf(ledger));
    assert.equal(sent.size, EVENTS);
    assert.deepEqual(
      {
        missed: [...sent].filter((line) => !counts.end.has(line)),
        unknown: [...counts.begin.keys()].filter((line) => !sent.has(line)),
        // Each is begun with once, and again after each kill that it was in work at.
        miscounted: [...sent].filter((line) => get("begin", line) !== 1 + get("inWork", line)),
      },
      { missed: [], unknown: [], miscounted: [] },
    );
    const sum = (what: keyof typeof counts): number => [...counts[what].values()].reduce((a, b) => a + b, 0);
    test.diagnostic(
      `${EVENTS} events, ${readers} kills, ${sum("inWork")} of them in work: 0 missed, ${sum("begin") - EVENTS} begun again, ` +
        `of which ${sum("end") - EVENTS} had come to their end`,
    );
    assert.ok(sum("inWork") > 0, "none was killed at work");
  });
});

/** What stands in a file, line by line. */
function linesOf(path: string): string[] {
  return existsSync(path) ? readFileSync(path, "utf8").split("\n").filter(Boolean) : [];
}

/** Whether a notification came to its end, and then a position was saved. */
function isSavedIn(lines: readonly string[], notification: string | undefined): boolean {
  const end = lines.indexOf(`end ${notification}`);
  return end >= 0 && lines.indexOf("saved", end) >= 0;
}

/** What a reader had in work when it was killed: what it began with last, unless the position after it is saved. */
function inWorkOf(lines: readonly string[], cursor: string): string | undefined {
  const index = lines.findLastIndex((line) => line.startsWith("begin "));
  if (index < 0) return undefined;
  const since = lines.slice(index + 1);
  // There is a moment between a file that is replaced and the line that says so.
  const hash = (): string => createHash("sha256").update(readFileSync(cursor)).digest("hex");
  return since.includes("saved") || since.includes(`save ${hash()}`) ? undefined : lines[index]?.slice("begin ".length);
}
