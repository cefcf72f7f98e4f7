import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { createIdentityResolver } from "bluesky/identity";
import { type RepoExport, verifyExport } from "bluesky/repo/file";
import { createRandom } from "../../packages/devnet/src/random/createRandom.ts";
import { soak } from "../../scripts/test/soak.ts";
import { type Migrations, type Mover, startMigrations } from "../migration/startMigrations.ts";
import { bundleProgram } from "../sessions/bundleProgram.ts";

/** How many exports are made, one after the other of a changed account, and how often each is killed before it may end. */
const EXPORTS = soak(3, 60);
const KILLS = 4;
/** About how many requests an export makes, so that any of them may be the last. */
const REQUESTS = 9;
const MOMENTS = ["before", "during", "during", "after"] as const;

const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31));

describe(`an export, killed and resumed (SEED=${seed})`, { timeout: soak(120_000, 3_600_000) }, () => {
  const random = createRandom(`${seed} exports`);
  let all: Migrations;
  let folder: string;
  let program: string;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "bluesky-exports-"));
    all = await startMigrations({ appView: false });
    program = await bundleProgram("export", folder, join(import.meta.dirname, "programs"));
  });
  after(async () => {
    await all?.[Symbol.asyncDispose]();
    rmSync(folder, { recursive: true, force: true });
  });

  const target = (): string => join(folder, "export");

  async function run({ did }: Mover, dieAt: number): Promise<{ signal: string | null; output: string }> {
    const moment = MOMENTS[Math.floor(random.next() * MOMENTS.length)];
    const delay = Math.floor(random.next() * 12);
    const { network } = all.net;
    const input = JSON.stringify({ actor: did, folder: target(), network, dieAt, moment, delay });
    const child = spawn(process.execPath, [program, input], { stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (output += chunk));
    const [, signal] = await once(child, "close");
    return { signal, output };
  }

  /** What is there: an export that holds, or none that says that it is one. */
  async function check(): Promise<RepoExport | undefined> {
    if (!existsSync(join(target(), "manifest.json"))) return undefined;
    return verifyExport(target(), { identity: createIdentityResolver({ network: all.net.network }) });
  }

  it("is always a whole one or none, and comes to its end", async () => {
    const { net, see } = all;
    const mover = await all.join("alice");
    let before: RepoExport | undefined;
    let deaths = 0;
    for (let round = 0; round < EXPORTS; round++) {
      const bytes = Buffer.from(`${round} ${"y".repeat(200_000)}`);
      const { data } = await mover.agent.uploadBlob(bytes, { encoding: "image/png" });
      const images = [{ image: data.blob, alt: "a picture" }];
      await mover.agent.post({ text: `round ${round}`, embed: { $type: "app.bsky.embed.images", images } });
      const seen = await see(net.network.pds, mover);
      for (let kill = 0; kill < KILLS; kill++) {
        const { signal, output } = await run(mover, 1 + Math.floor(random.next() * REQUESTS));
        if (signal === null) assert.match(output, /^\{"requests"/, output);
        else deaths++;
        const now = await check();
        const isNew = now?.records === seen.records.length;
        if (!isNew) assert.deepEqual(now, before);
        if (signal === null) assert.ok(isNew);
      }
      const last = await run(mover, 0);
      assert.match(last.output, /^\{"requests"/);
      before = await check();
      assert.deepEqual([before?.records, before?.blobs, before?.missing], [seen.records.length, seen.blobs.length, []]);
      assert.deepEqual(readdirSync(join(target(), "blobs")).sort(), seen.blobs);
      assert.deepEqual(readdirSync(target()).sort(), [`${before?.rev}.car`, "blobs", "manifest.json"]);
    }
    assert.ok(deaths > 0, "nobody was killed");
  });
});
