import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { AtpAgent } from "@atproto/api";
import { readPlcLog, resolveIdentity } from "bluesky/identity";
import { type Migrations, type Mover, startMigrations } from "../migration/startMigrations.ts";
import { root } from "../workspace/listFiles.ts";

let all: Migrations;
const folder = mkdtempSync(join(tmpdir(), "move-"));
before(async () => {
  all = await startMigrations({ appView: false });
});
after(async () => {
  rmSync(folder, { recursive: true });
  await all?.[Symbol.asyncDispose]();
});

interface Run {
  /** What is typed, by what is asked. */
  readonly answers?: Readonly<Record<string, string | (() => string)>>;
  readonly env?: Readonly<Record<string, string>>;
  /** Ends it as soon as it prints this. */
  readonly killAt?: string;
}

/** Runs the program, and answers what it asks. */
async function move(args: readonly string[], { answers = {}, env = {}, killAt }: Run = {}) {
  const flags = ["--conditions=@bluesky/source", "--disable-warning=ExperimentalWarning"];
  const child = spawn(process.execPath, [...flags, join(root, "examples/migration/move.ts"), ...args], {
    cwd: folder,
    env: { ...process.env, BLUESKY_NETWORK: JSON.stringify(all.net.network), ...env },
  });
  const output = { stdout: "", stderr: "" };
  const left = new Map(Object.entries(answers));
  for (const name of ["stdout", "stderr"] as const) {
    child[name].setEncoding("utf8").on("data", (chunk: string) => {
      output[name] += chunk;
      if (killAt !== undefined && output.stderr.includes(killAt)) child.kill("SIGKILL");
      for (const [question, answer] of left) {
        if (!output.stderr.includes(question)) continue;
        left.delete(question);
        child.stdin.write(`${typeof answer === "string" ? answer : answer()}\n`);
      }
    });
  }
  const [code, signal] = await once(child, "close");
  return { ...output, code, signal, unasked: [...left.keys()] };
}

const secretsOf = ({ password, key }: Mover): RegExp =>
  new RegExp(`${password}|brand-new-password|${key.exportKey("multibase")}|eyJ`);

describe("examples/migration/move.ts", { timeout: 120_000 }, () => {
  it("asks for what is missing, changes nothing in a dry run, is killed, resumed, and moves the account", async () => {
    const { net, second, see, tokenOf } = all;
    const { network } = net;
    const alice = await all.join("alice");
    const before = await see(network.pds, alice);
    const there = { ...alice, handle: "alice.pds2", password: "brand-new-password" };
    const passwords = { "Password of the account": alice.password, "Password on the new server": there.password };
    const all5 = {
      ...{ "Handle or DID": "alice.test", "URL of the new server": second.url, "Handle there": there.handle },
      ...passwords,
    };
    const plan = await move(["--dry-run"], { answers: all5 });
    assert.deepEqual([plan.code, plan.unasked], [0, []], plan.stderr);
    assert.match(plan.stdout, /^did:plc:\w+ \(alice\.pds2\): .+ -> .+\n\d+ records, 3 blobs\nnext {2}account\n/);
    assert.match(plan.stdout, /later identity\n {6}undo: cannot be undone without a rotation key/);
    assert.ok(!existsSync(join(folder, "alice.test.move.json")));
    assert.deepEqual(await see(network.pds, alice), before);
    assert.equal((await readPlcLog(alice.did, { network })).operations.length, 1);
    await assert.rejects(
      new AtpAgent({ service: second.url }).login({ identifier: alice.did, password: there.password }),
    );

    const args = ["alice.test", "--to", second.url, "--handle", there.handle];
    const no = await move(args, { answers: { ...passwords, "(yes, no)?": "no" } });
    assert.deepEqual([no.code, existsSync(join(folder, "alice.test.move.json"))], [0, false]);
    const killed = await move(args, { answers: { ...passwords, "(yes, no)?": "yes" }, killAt: "blobs: 2" });
    assert.equal(killed.signal, "SIGKILL");
    const answers = {
      ...{ ...passwords, "(yes, no)?": "yes" },
      "Token of the e-mail": (): string => tokenOf(alice.did, "plc_operation"),
    };
    // Without the handle: the journal knows it.
    const resumed = await move(["alice.test", "--to", second.url], { answers });
    assert.deepEqual([resumed.code, resumed.unasked], [0, []], resumed.stderr);
    assert.match(resumed.stdout, /done {2}repository .*T.*Z\n/);
    assert.match(resumed.stdout, /The account has moved/);
    assert.deepEqual(await see(second.url, there), before);
    assert.equal((await resolveIdentity(alice.did, { network: second.network })).pds, second.url);
    const done = await move(args, { answers: passwords });
    assert.match(done.stdout, /The account has moved/);
    for (const { stdout, stderr } of [plan, no, killed, resumed, done])
      assert.doesNotMatch(stdout + stderr, secretsOf(alice));
  });

  it("takes its secrets from the environment, says what is in the way, and takes a move back", async () => {
    const { net, second, see, tokenOf } = all;
    const { network } = net;
    const bob = await all.join("bob");
    const before = await see(network.pds, bob);
    const env = {
      ...{ MOVE_PASSWORD: bob.password, MOVE_NEW_PASSWORD: "brand-new-password" },
      MOVE_ROTATION_KEY: String(bob.key.exportKey("multibase")),
    };
    const args = [bob.did, "--to", second.url, "--journal", "bob.json"];
    const refused = await move([...args, "--handle", "bob.test"], { env });
    assert.equal(refused.code, 1);
    assert.match(refused.stdout, /In the way: bob\.test is given out by the old server/);
    const wrong = await move([...args, "--handle", "bob.pds2"], { env: { ...env, MOVE_PASSWORD: "wrong" } });
    assert.equal(wrong.code, 1);
    assert.match(wrong.stderr, /Invalid identifier or password/);
    const moved = await move([...args, "--handle", "bob.pds2", "--yes"], { env });
    assert.equal(moved.code, 0, moved.stderr);
    assert.equal((await resolveIdentity(bob.did, { network })).pds, second.url);
    const answers = { "Token of the e-mail": (): string => tokenOf(bob.did, "delete_account") };
    const undone = await move([...args, "--undo", "--delete"], { env, answers });
    assert.deepEqual([undone.code, undone.unasked], [0, []], undone.stderr);
    assert.match(undone.stderr, /Taken back\./);
    assert.deepEqual(await see(network.pds, bob), before);
    assert.equal((await resolveIdentity(bob.did, { network })).pds, network.pds);
    assert.match((await move([...args, "--undo"], { env })).stderr, /nothing to take back/);
    for (const { stdout, stderr } of [refused, wrong, moved, undone])
      assert.doesNotMatch(stdout + stderr, secretsOf(bob));
  });
});
