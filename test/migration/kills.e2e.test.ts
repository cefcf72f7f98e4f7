import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { resolveIdentity } from "bluesky/identity";
import { soak } from "../../scripts/test/soak.ts";
import { bundleProgram } from "../sessions/bundleProgram.ts";
import { type Migrations, type Mover, startMigrations } from "./startMigrations.ts";

/** How many accounts are moved, and how often each move is killed before it may end. */
const MOVES = soak(2, 50);
const KILLS = 3;
/** About how many requests a migration makes, so that any of them may be the last. */
const REQUESTS = 40;
const MOMENTS = ["before", "during", "after"] as const;

const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31));

/** Numbers from 0 to 1, the same for the same seed. */
function createRandom(start: number): () => number {
  let state = start;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

interface Ending {
  readonly signal: string | null;
  readonly code: number | null;
  readonly output: string;
}

describe(`a migration, killed and resumed (SEED=${seed})`, { timeout: soak(180_000, 3_600_000) }, () => {
  const random = createRandom(seed);
  let all: Migrations;
  let folder: string;
  let program: string;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "bluesky-moves-"));
    all = await startMigrations();
    program = await bundleProgram("migrate", folder, join(import.meta.dirname, "programs"));
  });
  after(async () => {
    await all?.[Symbol.asyncDispose]();
    rmSync(folder, { recursive: true, force: true });
  });

  async function run(mover: Mover, name: string, dieAt: number, moment: string): Promise<Ending> {
    const { did, password, key } = mover;
    const input = JSON.stringify({
      ...{ account: did, from: { password }, dieAt, moment, journal: join(folder, `${name}.json`) },
      to: { service: all.second.url, password, handle: `${name}.pds2` },
      ...{ network: all.net.network, key: key.exportKey("multibase") },
    });
    const child = spawn(process.execPath, [program, input], { stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (output += chunk));
    const [code, signal] = await once(child, "close");
    return { code, signal, output };
  }

  it("leaves the account as it was, in its new place, every time", async () => {
    const { net, second, see } = all;
    const follower = await all.join("follower");
    const deaths: string[] = [];
    for (let move = 0; move < MOVES; move++) {
      const name = `mover${move}`;
      const mover = await all.join(name);
      await follower.agent.follow(mover.did);
      const before = await see(net.network.pds, mover);
      let last: Ending | undefined;
      for (let kill = 0; kill <= KILLS; kill++) {
        const dieAt = kill === KILLS ? 0 : 1 + Math.floor(random() * REQUESTS);
        const moment = MOMENTS[Math.floor(random() * MOMENTS.length)] ?? "before";
        last = await run(mover, name, dieAt, moment);
        if (last.signal === null) break;
        assert.equal(last.signal, "SIGKILL", last.output);
        deaths.push(`${name} ${moment} ${dieAt}`);
      }
      const told = `${deaths.join(", ")}: ${last?.output}`;
      assert.equal(last?.code, 0, told);
      const { report, requests } = JSON.parse(last.output);
      console.log(`${name}: ${requests} requests in its last run`);
      assert.deepEqual([report.isDone, report.missingBlobs, report.isLeftBehind], [true, [], false], told);
      assert.equal(JSON.parse(readFileSync(join(folder, `${name}.json`), "utf8")).did, mover.did);
      assert.deepEqual(await see(second.url, mover), before, told);
      const { handle, pds } = await resolveIdentity(mover.did, { network: second.network });
      assert.deepEqual([handle, pds], [`${name}.pds2`, second.url], told);
      const status = await fetch(`${net.network.pds}/xrpc/com.atproto.sync.getRepoStatus?did=${mover.did}`);
      assert.equal(Object(await status.json()).status, "deactivated", told);
      await net.settled();
      const { data } = await follower.agent.getAuthorFeed({ actor: mover.did, limit: 100 });
      const posts = before.records.filter(([path]) => path.startsWith("app.bsky.feed.post/"));
      assert.equal(data.feed.length, posts.length, told);
      const profile = await follower.agent.getProfile({ actor: mover.did });
      assert.deepEqual([profile.data.handle, profile.data.followersCount], [`${name}.pds2`, 1], told);
    }
    assert.ok(deaths.length > 0, "nothing was killed");
    console.log(`${MOVES} moves, ${deaths.length} kills`);
  });
});
