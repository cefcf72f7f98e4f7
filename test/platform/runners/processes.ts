import type { Runner } from "../Runner.ts";
import { findTool, toolVersion } from "../runtimes/findTool.ts";
import { runProgram } from "../runtimes/runProgram.ts";

/** A runtime that is a command, and resolves packages as Node does. */
interface Command {
  readonly name: string;
  readonly tool: string;
  readonly file: string;
  readonly args?: readonly string[];
}

const commands: readonly Command[] = [
  ...["22", "24", "26"].map((major) => ({ name: "Node", tool: `node-${major}-linux-x64`, file: "bin/node" })),
  {
    name: "Deno",
    tool: "@deno/linux-x64-glibc",
    file: "deno",
    args: [
      "run",
      "--no-remote",
      "--node-modules-dir=manual",
      // All that the SDK needs, the last two of them for stores in files.
      ...["net", "env", "read", "write", "sys=hostname"].map((name) => `--allow-${name}`),
    ],
  },
  { name: "Bun", tool: "@oven/bun-linux-x64", file: "bin/bun", args: ["run"] },
];

/** Runtimes that import the package from `node_modules`. */
export const runners: readonly Runner[] = commands.map(({ name, tool, file, args = [] }) => ({
  name: `${name} ${toolVersion(tool)}`,
  loads: "imported from `node_modules`",
  hasNodeModules: true,
  onlyOn: "linux-x64",
  run: (context) => runProgram([findTool(tool).file(file), ...args], context),
}));
