import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { on, once } from "node:events";
import { chmod, mkdtemp, readdir, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { Post } from "../../packages/bluesky/src/lexicons/app/bsky/feed/post.ts";
import { createSession } from "../../packages/bluesky/src/lexicons/com/atproto/server/createSession.ts";
import { buildWrite, list, type ReadRecord } from "../../packages/bluesky/src/records/index.ts";
import { planFile } from "../../packages/bluesky/src/records/plan/file.ts";
import { createClient } from "../../packages/bluesky/src/xrpc/index.ts";
import type { Account, Network } from "../../packages/devnet/src/index.ts";
import { soak } from "../../scripts/test/soak.ts";
import { borrowNetwork } from "../network/borrowNetwork.ts";

/** In batches of 5: far more than a process that is killed half a second after its start can make. */
const COUNT = soak(400, 8_000);
const KILLS = soak(8, 160);

describe("a plan in a file, on the real server", { timeout: soak(180_000, 3_600_000) }, () => {
  let network: Network;
  let folder: string;
  const children = new Set<ChildProcess>();

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "bluesky-plan-"));
    // Whatever the mask of the process: the files say themselves who may read them.
    await chmod(folder, 0o755);
    network = await borrowNetwork({ appView: false });
  });
  after(async () => {
    for (const child of children) child.kill("SIGKILL");
    await network?.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** Starts the program for an account, and gives its lines as they come. */
  async function start(account: Account, path: string, latency: number) {
    const { pds } = network.network;
    const login = { identifier: account.identifier, password: account.password };
    const { accessJwt: token } = await createSession(createClient({ service: pds }), login);
    const input = { path, did: account.did, network: network.network, token, count: COUNT, latency };
    const program = join(import.meta.dirname, "programs", "runPlanFile.ts");
    const flags = ["--conditions=@bluesky/source", "--disable-warning=ExperimentalWarning"];
    const child = spawn(process.execPath, [...flags, program, JSON.stringify(input)], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    children.add(child);
    child.stdout.setEncoding("utf8");
    let output = "";
    child.stdout.on("data", (text: string) => {
      output += text;
    });
    const ended = once(child, "close").then(() => {
      children.delete(child);
      return { code: child.exitCode, lines: output.trimEnd().split("\n") };
    });
    const untilRunning = async (): Promise<void> => {
      while (!output.includes("\n")) await Promise.race([once(child.stdout, "data"), ended]);
    };
    return { child, ended, untilRunning };
  }

  async function postsOf({ did }: Account): Promise<ReadRecord<Post>[]> {
    const anyone = createClient({ service: network.network.pds });
    const posts: ReadRecord<Post>[] = [];
    for await (const post of list.items(anyone, Post, { repo: did, limit: 100, reverse: true })) posts.push(post);
    return posts;
  }

  it("is killed with -9 in the middle, again and again, and makes each write once, in order, as it was planned", async (t) => {
    const alice = await network.createAccount("alice");
    const path = join(folder, "alice.json");
    let inDoubt = 0;
    const stops: number[] = [];
    /** The checkpoint without what changes. */
    const plans = new Set<string>();
    for (let kills = 0; kills < KILLS && (stops.at(-1) ?? 0) < COUNT / 2; kills++) {
      const { child, ended, untilRunning } = await start(alice, path, 60);
      await untilRunning();
      // On a busy machine nothing may be done by then: it gets more time until something is.
      await sleep(Math.random() * 500 * (stops.some((done) => done > 0) ? 1 : kills + 1));
      child.kill("SIGKILL");
      await ended;
      const text = await readFile(path, "utf8").catch(() => undefined);
      if (text === undefined) continue;
      assert.equal((await stat(path)).mode & 0o777, 0o600);
      const { done, pending, moment, keys } = JSON.parse(text);
      stops.push(done);
      if (pending !== undefined) inDoubt++;
      plans.add(JSON.stringify([moment, keys]));
      assert.ok(done < COUNT, "it was killed in the middle");
    }
    assert.ok(stops.length > 0 && Math.max(...stops) > 0, `${stops}`);
    assert.equal(plans.size, 1);
    const { code, lines } = await (await start(alice, path, 0)).ended;
    assert.deepEqual([code, lines.at(-1)], [0, `${COUNT}`]);
    t.diagnostic(`killed after ${stops} of ${COUNT}, ${inDoubt} times with a batch in doubt`);

    const posts = await postsOf(alice);
    assert.deepEqual(
      posts.map(({ value }) => value.text),
      Array.from({ length: COUNT }, (_, i) => `post ${i}`),
    );
    // By the plan that was made first.
    const dates = posts.map(({ value }) => Date.parse(value.createdAt));
    const [moment] = JSON.parse([...plans].join());
    assert.deepEqual(
      dates,
      dates.map((_, i) => moment - COUNT + 1 + i),
    );
    assert.deepEqual(
      (await readdir(folder)).filter((name) => name.startsWith("alice")),
      [],
    );
  });

  it("is run by one process at a time; that it was killed is no hindrance to the next", async () => {
    const bob = await network.createAccount("bob");
    const path = join(folder, "bob.json");
    const first = await start(bob, path, 100);
    await first.untilRunning();
    for await (const _ of on(first.child.stdout, "data")) break;
    const second = await (await start(bob, path, 0)).ended;
    assert.equal(second.code, 1);
    assert.match(
      second.lines.at(-1) ?? "",
      new RegExp(`^invalid_plan: ${path}: the process ${first.child.pid} is running this plan`),
    );
    first.child.kill("SIGKILL");
    await first.ended;
    // Nobody has changed what was there; other writes are not taken for it.
    await assert.rejects(planFile(path, [buildWrite.create(Post, { text: "another" })]), {
      code: "invalid_checkpoint",
      message: new RegExp(`expected the ${COUNT} planned writes, got 1`),
    });
    const third = await (await start(bob, path, 0)).ended;
    assert.deepEqual([third.code, third.lines.at(-1)], [0, `${COUNT}`]);
    assert.equal((await postsOf(bob)).length, COUNT);
    assert.deepEqual(
      (await readdir(folder)).filter((name) => name.startsWith("bob")),
      [],
    );
  });
});
