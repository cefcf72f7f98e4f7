import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { inspect } from "node:util";
import { login, resume } from "bluesky/auth";
import { createFileStore } from "bluesky/auth/file";
import { createClient } from "bluesky/client";
import { getSession } from "bluesky/com/atproto/server";
import type { Network } from "bluesky-devnet";
import { soak } from "../../scripts/test/soak.ts";
import { borrowNetwork } from "../network/borrowNetwork.ts";
import { bundleProgram } from "./bundleProgram.ts";

/** How often a session is killed, how many of them a process has, and how many processes are at work at once. */
const KILLS = soak(60, 2_000);
const TOGETHER = 2;
const LANES = 3;
/** The longest time that a session may take to be usable again, in milliseconds: far less than a stale lock's ten seconds. */
const PROMPT = 5_000;

/** A session in a file store. */
interface Kept {
  readonly did: string;
  readonly folder: string;
}

const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31));

describe(`a session in a file store, killed (SEED=${seed})`, { timeout: soak(180_000, 3_600_000) }, () => {
  let net: Network;
  let folder: string;
  let program: string;
  let dieAtStep: string;
  const children = new Set<ChildProcess>();
  /** Each has sessions of its own, in a folder for each. */
  let lanes: Kept[][];

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "bluesky-kills-"));
    [net, program, dieAtStep] = await Promise.all([
      borrowNetwork({ appView: false }),
      bundleProgram("refresh", folder),
      bundleProgram("dieAtStep", folder),
    ]);
    const kept = await Promise.all(Array.from({ length: LANES * TOGETHER }, (_, n) => begin(`account${n}`)));
    lanes = Array.from({ length: LANES }, (_, lane) => kept.slice(lane * TOGETHER, (lane + 1) * TOGETHER));
  });
  after(async () => {
    for (const child of children) child.kill("SIGKILL");
    await net?.close();
    await rm(folder, { recursive: true, force: true });
  });

  async function begin(name: string): Promise<Kept> {
    const account = await net.createAccount(name);
    const kept = { did: account.did, folder: join(folder, name) };
    await login({ ...account, store: createFileStore(kept.folder) });
    return kept;
  }

  /** Starts a process that refreshes sessions. @param step where it kills itself */
  function start(stores: readonly Kept[], times?: number, step?: number) {
    const preload = step === undefined ? [] : ["--import", dieAtStep];
    const input = JSON.stringify({ stores, network: net.network, times });
    const child = spawn(process.execPath, [...preload, program, input], {
      env: { ...process.env, DIE_AT_STEP: String(step) },
      stdio: ["ignore", "pipe", "inherit"],
    });
    children.add(child);
    const ended = once(child, "close").then(() => children.delete(child));
    return { child, ended };
  }

  /** Everything that must hold after a kill. @returns how long it took until the session was usable again */
  async function recover({ did, folder: path }: Kept): Promise<number> {
    const all = await readdir(path);
    for (const file of all) assert.equal((await stat(join(path, file))).mode & 0o777, 0o600, file);
    const files = all.filter(isOfSession);
    const kept = files.filter((file) => !/\.(lock|swap)\.\d+(\.free)?$|\.new$/.test(file));
    assert.equal(kept.length, 1, files.join());
    assert.equal(JSON.parse(await readFile(join(path, kept[0] ?? ""), "utf8")).did, did);
    // Of each lock one that is free or was, and one that the dead was about to take; and half a session.
    assert.ok(files.length <= 1 + 2 * 3 + 1, files.join());

    const started = performance.now();
    const store = createFileStore(path);
    const session = await resume({ store, did }, { network: net.network });
    assert.ok(session);
    session.on("error", (error) => assert.fail(error));
    session.on("expired", () => assert.fail("logged out"));
    // The access token may be good whatever was lost: the refresh token has to be, too.
    await session.refresh();
    assert.equal((await getSession(createClient({ session }))).did, did);
    const time = performance.now() - started;
    assert.ok(time < PROMPT, `usable again after ${Math.round(time)} ms`);
    assert.equal(await store.get(did), session.export());
    return time;
  }

  it(`at ${KILLS} random moments, is usable at once`, async (test) => {
    const random = seededRandom(seed);
    const moments = Array.from({ length: KILLS / TOGETHER }, () => random() * 80);
    let refreshed = 0;
    const times: number[] = [];
    const where = { "in the lock": 0, "in a write": 0 };
    const ends = lanes.map(async (stores) => {
      for (let moment = moments.pop(); moment !== undefined; moment = moments.pop()) {
        const { child, ended } = start(stores);
        child.stdout.on("data", (dots: Buffer) => {
          refreshed += dots.length;
        });
        await Promise.race([once(child.stdout, "data"), ended]);
        await sleep(moment);
        assert.equal(child.exitCode, null, "it ended by itself");
        child.kill("SIGKILL");
        await ended;
        for (const kept of stores) {
          const files = await readdir(kept.folder);
          if (files.some((file) => /\.lock\.\d+$/.test(file))) where["in the lock"]++;
          if (files.some((file) => /\.swap\.\d+$/.test(file))) where["in a write"]++;
          times.push(await recover(kept));
        }
      }
      for (const kept of stores) assert.equal((await readdir(kept.folder)).filter(isOfSession).length, 3);
    });
    await Promise.all(ends);
    times.sort((a, b) => a - b);
    assert.equal(times.length, KILLS);
    const [median, longest] = [times[KILLS / 2] ?? 0, times.at(-1) ?? 0];
    test.diagnostic(
      `${times.length} of ${KILLS} survived, over ${refreshed} refreshes, ${inspect(where)}; usable again after ${median.toFixed()} ms (median), ${longest.toFixed()} ms (longest)`,
    );
  });

  it("at every step, is usable at once, with the old refresh token until the new one is stored", async (test) => {
    let next = 1;
    let steps = Number.POSITIVE_INFINITY;
    let [old, renewed] = [0, 0];
    const ends = lanes.map(async ([kept]) => {
      assert.ok(kept);
      const store = createFileStore(kept.folder);
      for (let step = next++; step < steps; step = next++) {
        const before = await store.get(kept.did);
        const { child, ended } = start([kept], 1, step);
        await ended;
        // It went through to its end: there are no more steps.
        if (child.signalCode === null) {
          assert.equal(child.exitCode, 0);
          steps = Math.min(steps, step);
        }
        if ((await store.get(kept.did)) === before) old++;
        else renewed++;
        await recover(kept);
      }
    });
    await Promise.all(ends);
    assert.ok(steps > 30, `${steps} steps`);
    // Between the server's answer and the last rename there are many.
    assert.ok(old > 20 && renewed > 3, `${old}, ${renewed}`);
    test.diagnostic(`${steps - 1} steps; ${old} times the tokens were the old ones, ${renewed} times the new ones`);
  });
});

/** Whether a file is of the session itself: beside it are the entries that lead logins to it, which a refresh leaves alone. */
function isOfSession(file: string): boolean {
  return !file.startsWith("session-login=");
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
