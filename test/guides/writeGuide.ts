import { execFile } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { root } from "../workspace/listFiles.ts";
import type { Guide } from "./readGuides.ts";

/** Commands that a guide tells its reader to run before the program, and the files of ours that they run. */
const COMMANDS: Readonly<Record<string, string>> = { "npx bluesky-lexgen": "packages/lexgen/src/cli.ts" };

/** Writes the files of a guide into a folder, as its reader does, and runs the commands that come before the program. */
export async function writeGuide(guide: Guide, folder: string): Promise<void> {
  for (const [path, code] of guide.files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), code);
  }
  for (const [, line = ""] of guide.markdown.matchAll(/^(npx .+)$/gm)) {
    const [command, file] = Object.entries(COMMANDS).find(([start]) => line.startsWith(`${start} `)) ?? [];
    if (!command || !file) continue;
    const flags = ["--conditions=@bluesky/source", "--disable-warning=ExperimentalWarning"];
    const args = line.slice(command.length + 1).split(" ");
    await promisify(execFile)(process.execPath, [...flags, join(root, file), ...args], { cwd: folder });
  }
}
