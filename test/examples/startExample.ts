import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { root } from "../workspace/listFiles.ts";

/** A program of `examples/` that runs. */
export interface RunningExample {
  readonly child: ChildProcessByStdio<null, Readable, Readable>;
  /** When it has ended: what it wrote. */
  readonly ended: Promise<{ code: number | null; stdout: string; stderr: string }>;
}

/** Starts a program of `examples/`, as its README says, in a folder, with the sources of all packages. */
export function startExample(
  path: string,
  args: readonly string[] = [],
  env: Record<string, string> = {},
  folder?: string,
): RunningExample {
  const flags = ["--conditions=@bluesky/source", "--disable-warning=ExperimentalWarning"];
  const child = spawn(process.execPath, [...flags, join(root, "examples", path), ...args], {
    env: { ...process.env, ...env },
    ...(folder !== undefined && { cwd: folder }),
    stdio: ["ignore", "pipe", "pipe"],
  });
  const output = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const) {
    child[name].setEncoding("utf8").on("data", (chunk: string) => {
      output[name] += chunk;
    });
  }
  return { child, ended: once(child, "close").then(() => ({ code: child.exitCode, ...output })) };
}
