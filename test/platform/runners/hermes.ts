import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { build } from "esbuild";
import { bundleCases } from "../bundleCases.ts";
import type { Runner } from "../Runner.ts";
import { findTool, toolVersion } from "../runtimes/findTool.ts";
import { lowerForReactNative } from "../runtimes/lowerForReactNative.ts";

/** Those that ask no server: the engine's command line has nothing to do so with. */
const PARTS: readonly string[] = ["crypto", "data", "schema", "syntax"];

/** The engine of React Native, as far as npm has it: a command line, without all that React Native adds. */
export const runners: readonly Runner[] = [
  {
    name: `Hermes ${toolVersion("hermes-engine-cli")}`,
    loads: "bundled by esbuild, then through React Native's Babel preset",
    onlyOn: "linux-x64",
    parts: PARTS,
    lacks: [
      "TextDecoder",
      "TextEncoder",
      "URL",
      "WebSocket",
      "atob",
      "crypto.subtle",
      "crypto.getRandomValues",
      "Intl.Segmenter",
    ],
    async run({ folder, signal }) {
      const program = join(folder, "hermes.js");
      writeFileSync(program, await lowerForReactNative(await writeProgram(folder)));
      const hermes = findTool("hermes-engine-cli").file("linux64-bin/hermes");
      const { stdout } = await promisify(execFile)(hermes, [program], { signal, maxBuffer: 2 ** 26 });
      return JSON.parse(stdout.trimEnd().split("\n").at(-1) ?? ""); // what the program prints
    },
  },
];

/** One script that runs the cases, as engines without modules need it. */
async function writeProgram(folder: string): Promise<string> {
  const parts = await bundleCases({ format: "iife", bluesky: { folder } });
  const { outputFiles } = await build({
    entryPoints: [join(import.meta.dirname, "../runCases.ts")],
    bundle: true,
    write: false,
    format: "iife",
    globalName: "running",
  });
  const loaders = PARTS.map((part) => `${part}() { ${parts.get(part)}\nreturn bundled.cases; }`);
  return `${outputFiles[0]?.text}
running.runCases({ ${loaders.join(",\n")} }, { origin: "" }).then((results) => print(JSON.stringify(results)));`;
}
