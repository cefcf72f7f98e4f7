import assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { it } from "node:test";
import { promisify } from "node:util";
import { root } from "./listFiles.ts";

const flags = ["--conditions=@bluesky/source", "--disable-warning=ExperimentalWarning"];

it("what bluesky-devnet prints to be pasted works as it stands", async (t) => {
  mkdirSync(join(root, ".cache"), { recursive: true });
  const folder = mkdtempSync(join(root, ".cache", "dev-"));
  t.after(() => rmSync(folder, { recursive: true }));
  const network = spawn(process.execPath, [...flags, join(root, "packages/devnet/src/cli.ts")], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = once(network, "exit");
  t.after(async () => {
    network.kill("SIGINT");
    await ended;
  });

  const pasted: string[] = [];
  const environment: string[] = [];
  for await (const line of createInterface({ input: network.stdout })) {
    if (line.startsWith("  BLUESKY_")) environment.push(line.trim());
    else if (/^ {2}(?:import|const) /.test(line)) pasted.push(line.trim());
    if (line.includes("queryEvents")) break;
  }
  pasted.push(
    "const env = Bluesky.fromEnv({ network });",
    "await env.ready();",
    "console.log(JSON.stringify([bsky.did === env.did, mod.did !== bsky.did, events.length]));",
  );
  writeFileSync(join(folder, "pasted.ts"), `${pasted.join("\n")}\n`);
  writeFileSync(join(folder, ".env"), `${environment.join("\n")}\n`);
  const args = [...flags, `--env-file=${join(folder, ".env")}`, join(folder, "pasted.ts")];
  const { stdout, stderr } = await promisify(execFile)(process.execPath, args);
  assert.equal(stderr, "");
  assert.deepEqual(JSON.parse(stdout), [true, true, 0]);
});
