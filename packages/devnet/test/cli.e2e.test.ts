/** The command, as a user runs it. */
import assert from "node:assert/strict";
import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { createServer } from "node:net";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { assertNothingLeft, makeTemporary } from "./traces.ts";

const cli = fileURLToPath(new URL("../src/cli.ts", import.meta.url));

function run(args: string[], temporary: string): ChildProcessByStdio<null, Readable, Readable> {
  return spawn(process.execPath, [cli, ...args], {
    env: { PATH: process.env.PATH, TMPDIR: temporary },
    stdio: ["ignore", "pipe", "pipe"],
  });
}

async function output(args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  using temporary = makeTemporary();
  const child = run(args, temporary.path);
  const [stdout, stderr, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "exit")]);
  return { code, stdout, stderr };
}

/** A port that is free with the one before it, below those that connections of other programs take. */
async function findPort(): Promise<number> {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 10_000);
    if ((await isFree(port)) && (await isFree(port - 1))) return port;
  }
}

async function isFree(port: number): Promise<boolean> {
  const probe = createServer().listen(port, "127.0.0.1");
  try {
    await once(probe, "listening");
  } catch {
    return false;
  }
  probe.close();
  await once(probe, "close");
  return true;
}

it("prints what programs need, at the port that was asked for, and stops on Ctrl-C", async () => {
  using temporary = makeTemporary();
  const port = await findPort();
  const child = run(["--no-app-view", "--json", "--port", String(port)], temporary.path);
  const stderr = text(child.stderr);
  const exited = once(child, "exit");
  const { value } = await createInterface({ input: child.stdout })[Symbol.asyncIterator]().next();
  const told = JSON.parse(String(value));
  assert.equal(told.network.pds, `http://localhost:${port}`);
  assert.equal(told.network.plc, `http://localhost:${port - 1}`);
  assert.deepEqual(
    told.accounts.map(({ identifier, password }: { identifier: string; password: string }) => [identifier, password]),
    [
      ["alice.test", "alice-password"],
      ["bob.test", "bob-password"],
    ],
  );
  child.kill("SIGINT");
  assert.deepEqual(await exited, [0, null]);
  assert.equal(await stderr, "");
  await assertNothingLeft(temporary.path, told.services, [], 0);
});

it("prints URLs and logins for people", async () => {
  using temporary = makeTemporary();
  const child = run(["--no-app-view"], temporary.path);
  const exited = once(child, "exit");
  let printed = "";
  for await (const line of createInterface({ input: child.stdout })) {
    printed += `${line}\n`;
    if (/^ {2}BLUESKY_APP_PASSWORD/.test(line)) child.kill("SIGTERM");
  }
  assert.deepEqual(await exited, [0, null]);
  assert.match(printed, /^Starting a network \.\.\./);
  assert.match(printed, /^ {2}PDS {2}http:\/\/localhost:\d+ {2}did:web:localhost$/m);
  assert.match(printed, /^ {2}alice\.test {2}alice-password$/m);
  const [, pds = ""] = /PDS {2}(\S+)/.exec(printed) ?? [];
  assert.match(printed, new RegExp(`^ {2}const network = \\{"name":"devnet",.*"pds":"${pds}".*\\};$`, "m"));
  assert.ok(printed.includes('login({ identifier: "alice.test", password: "alice-password", network })'));
  assert.ok(
    printed.includes(
      `  BLUESKY_SERVICE=${pds}\n  BLUESKY_IDENTIFIER=alice.test\n  BLUESKY_APP_PASSWORD=alice-password\n`,
    ),
  );
  assert.doesNotMatch(printed, /Ozone/, "there is none without the AppView");
});

it("stops on Ctrl-C while it starts", async () => {
  using temporary = makeTemporary();
  const child = run(["--no-app-view"], temporary.path);
  const exited = once(child, "exit");
  // The network makes its folder first of all.
  while (readdirSync(temporary.path).length === 0) await sleep(20);
  child.kill("SIGINT");
  assert.deepEqual(await exited, [0, null]);
});

it("explains itself, and what was wrong", async () => {
  const [help, version, wrong, range] = await Promise.all([
    output(["--help"]),
    output(["--version"]),
    output(["--prot", "1"]),
    output(["--port", "99999"]),
  ]);
  assert.match(help.stdout, /--no-app-view/);
  const { version: own } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
  assert.deepEqual(version, { code: 0, stdout: `${own}\n`, stderr: "" });
  assert.deepEqual(wrong, {
    code: 2,
    stdout: "",
    stderr: "bluesky-devnet: --prot: unknown flag; did you mean --port?\nbluesky-devnet --help lists the flags.\n",
  });
  assert.equal(range.code, 2);
  assert.match(range.stderr, /^bluesky-devnet: --port 99999: expected a whole number from 2 to 65531 .*\n.*--help/);
});
