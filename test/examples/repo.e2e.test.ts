import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, it } from "node:test";
import { AtpAgent } from "@atproto/api";
import { type Account, type Network, startNetwork } from "bluesky-devnet";
import { root } from "../workspace/listFiles.ts";
import { startExample } from "./startExample.ts";

let net: Network;
let alice: Account;
let agent: AtpAgent;
let folder: string;
before(async () => {
  folder = mkdtempSync(join(tmpdir(), "bluesky-backup-"));
  net = await startNetwork({ appView: false });
  alice = await net.createAccount("alice");
  agent = new AtpAgent({ service: net.network.pds });
  await agent.login({ identifier: alice.handle, password: alice.password });
});
after(async () => {
  rmSync(folder, { recursive: true, force: true });
  await net?.close();
});

async function run(
  program: string,
  ...args: string[]
): Promise<{ code: number | null; lines: string[]; stderr: string }> {
  const env = { BLUESKY_NETWORK: JSON.stringify(net.network) };
  const { code, stdout, stderr } = await startExample(`repo/${program}.ts`, args, env).ended;
  return { code, lines: stdout.trimEnd().split("\n").filter(Boolean), stderr };
}

it("the programs have at most 15 lines", () => {
  for (const name of ["backup", "prove", "search"]) {
    const lines = readFileSync(join(root, "examples/repo", `${name}.ts`), "utf8")
      .trimEnd()
      .split("\n");
    assert.ok(lines.length <= 15, `${name}.ts has ${lines.length}`);
  }
});

it("backup.ts exports what is new; search.ts finds posts in it", { timeout: 60_000 }, async () => {
  const target = join(folder, "backup");
  const { uri } = await agent.post({ text: "Cats sleep a lot" });
  await agent.post({ text: "Dogs do not" });
  const first = await run("backup", alice.handle, target, "1");
  assert.deepEqual([first.code, first.stderr], [0, ""]);
  assert.match(first.lines.join(), /^\w{13}: 2 records, 0 blobs \(full\)$/);
  const { uri: other } = await agent.post({ text: "More about cats" });
  const second = await run("backup", alice.handle, target, "1");
  assert.match(second.lines.join(), /^\w{13}: 3 records, 0 blobs \(difference\)$/);
  assert.equal(readdirSync(target).filter((name) => name.endsWith(".car")).length, 1);
  const { lines } = await run("search", target, "cats");
  assert.deepEqual(lines, [`${uri} Cats sleep a lot`, `${other} More about cats`]);
  assert.deepEqual((await run("search", target, "fish")).lines, []);
});

it("backup.ts says what went wrong, and ends", { timeout: 60_000 }, async () => {
  const { code, lines, stderr } = await run("backup", "nobody.test", join(folder, "nobody"), "1");
  assert.deepEqual([code, lines], [0, []]);
  assert.match(stderr, /nobody\.test/);
});

it("prove.ts proves that somebody posted something, or did not", { timeout: 60_000 }, async () => {
  const { uri } = await agent.post({ text: "I said so" });
  const there = await run("prove", uri);
  assert.deepEqual([there.code, there.stderr], [0, ""]);
  assert.match(there.lines[0] ?? "", new RegExp(`^signed by ${alice.did}, as of \\w{13}:$`));
  assert.equal(JSON.parse(there.lines.slice(1).join("\n")).text, "I said so");
  await agent.deletePost(uri);
  const gone = await run("prove", uri);
  assert.match(gone.lines.join(), new RegExp(`^${alice.did} has no such record as of \\w{13}$`));
});
