import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, globSync, mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { CaseResult } from "../Case.ts";
import type { Runner } from "../Runner.ts";

/**
 * The real runtime of Cloudflare Workers, without what it has of Node. Workers name the day whose behaviour they want: some have not
 * changed theirs for years, new ones take today's.
 */
export const runners: readonly Runner[] = ["2022-11-30", "2026-11-01"].map((date) => ({
  name: `workerd, as of ${date}`,
  loads: "bundled by esbuild, without `nodejs_compat`",
  async run({ folder, bundled, origin, signal }) {
    const worker = join(folder, `workerd-${date}`);
    mkdirSync(worker);
    cpSync(bundled, worker, { recursive: true });
    writeWorker(worker, date);
    return await serve(join(worker, "config.capnp"), origin, signal);
  },
}));

function writeWorker(folder: string, date: string): void {
  const modules = ["main.js", ...globSync("*.js", { cwd: folder }).sort()];
  writeFileSync(
    join(folder, "main.js"),
    `import { run } from "./cases.js";
export default {
  fetch: async ({ url }) => Response.json(await run(new URL(url).searchParams.get("origin"))),
};
`,
  );
  const embedded = modules.map((name) => `(name = "${name}", esModule = embed "${name}")`);
  // A worker reaches nothing but public addresses, unless it is told so.
  writeFileSync(
    join(folder, "config.capnp"),
    `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "main", worker = .worker),
    (name = "loopback", network = (allow = ["127.0.0.0/8"])),
  ],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")],
);
const worker :Workerd.Worker = (
  compatibilityDate = "${date}",
  globalOutbound = "loopback",
  modules = [${embedded.join(", ")}],
);
`,
  );
}

/** Starts it, has it run the cases, and ends it. */
async function serve(config: string, origin: string, signal: AbortSignal): Promise<CaseResult[]> {
  const child = spawn(findWorkerd(), ["serve", config, "--control-fd=3"], {
    stdio: ["ignore", "pipe", "pipe", "pipe"],
    signal,
    killSignal: "SIGKILL",
  });
  const said: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk) => said.push(`${chunk}`));
  const ended = once(child, "exit");
  try {
    const address = await Promise.race([
      readPort(child.stdio[3] as NodeJS.ReadableStream), // it was asked for above
      ended.then(() => undefined),
    ]);
    if (address === undefined) throw new Error(`workerd has ended: ${said.join("")}`);
    const url = `http://127.0.0.1:${address}/?origin=${encodeURIComponent(origin)}`;
    const response = await fetch(url, { signal });
    if (!response.ok) throw new Error(`workerd answers ${response.status}: ${await response.text()}\n${said.join("")}`);
    return (await response.json()) as CaseResult[]; // what the worker above gives
  } finally {
    child.kill("SIGKILL");
    await ended;
  }
}

/** The port that it has taken, as it says on its control channel. */
async function readPort(control: NodeJS.ReadableStream): Promise<number | undefined> {
  for await (const line of createInterface(control)) {
    const { event, port } = JSON.parse(line);
    if (event === "listen") return port;
  }
  return undefined;
}

/** The binary for this machine. */
function findWorkerd(): string {
  const system = process.platform === "win32" ? "windows" : process.platform;
  const name = `@cloudflare/workerd-${system}-${process.arch === "x64" ? "64" : process.arch}`;
  try {
    return createRequire(import.meta.url).resolve(`${name}/bin/workerd${system === "windows" ? ".exe" : ""}`);
  } catch (cause) {
    const where = "Linux and macOS on x64 and arm64, and Windows on x64";
    throw new Error(`There is no workerd here: ${name} is not installed. It exists for ${where}.`, { cause });
  }
}
