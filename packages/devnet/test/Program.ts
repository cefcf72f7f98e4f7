import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { NetworkServices } from "../src/network/NetworkServices.ts";
import type { StartNetworkOptions } from "../src/startNetwork.ts";

/** A program under test (`programs/run.ts`), whose network is up. */
export interface Program {
  process: ChildProcess;
  network: { pid: number; services: NetworkServices; did: string };
  /** Lets the program go on to its end. */
  goOn(): void;
  nextLine(): Promise<string>;
  /** Exit code, or signal. */
  exited: Promise<number | string>;
  stderr(): string;
}

/** Starts the program with a temporary folder of its own, as another user if one is given. */
export async function startProgram(
  end: string,
  options: StartNetworkOptions,
  temporary: string,
  user: { uid: number; gid: number } | undefined,
): Promise<Program> {
  const file = fileURLToPath(new URL("./programs/run.ts", import.meta.url));
  const child = spawn(process.execPath, ["--conditions=@bluesky/source", file, JSON.stringify({ end, options })], {
    ...user,
    cwd: "/",
    env: { PATH: process.env.PATH, HOME: temporary, TMPDIR: temporary },
    stdio: ["pipe", "pipe", "pipe"],
  });
  let stderr = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const nextLine = async () => {
    const { value, done } = await lines.next();
    if (done) throw new Error(`The program ended. It wrote: ${stderr}`);
    return String(value);
  };
  const exited = once(child, "exit").then(([code, signal]) => (code ?? signal) as number | string);
  return {
    process: child,
    network: JSON.parse(await nextLine()),
    goOn: () => child.stdin.write("go on\n"),
    nextLine,
    exited,
    stderr: () => stderr,
  };
}
