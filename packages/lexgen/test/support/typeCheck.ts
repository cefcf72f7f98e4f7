import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";

const workspace = path.join(import.meta.dirname, "../../../..");

/** Compiles files below a folder as strictly as our own code, and returns what the compiler says of them. */
export async function typeCheck(
  root: string,
  compiler: "typescript" | "typescript-5.9",
  include: readonly string[],
): Promise<string> {
  const project = path.join(root, `${include.join("-")}.${compiler}.json`);
  const compilerOptions = {
    noEmit: true,
    types: ["node"],
    lib: ["es2024", "esnext.disposable", "dom", "dom.iterable"],
  };
  writeFileSync(project, JSON.stringify({ extends: "../../tsconfig.base.json", compilerOptions, include }));
  const tsc = path.join(workspace, "node_modules", compiler, "bin/tsc");
  return promisify(execFile)(process.execPath, [tsc, "--project", project, "--pretty", "false"], { cwd: root }).then(
    ({ stdout }) => stdout,
    // Only what is said of the user's own files: ours are compiled by tests of their own.
    ({ stdout, stderr }: { stdout: string; stderr: string }) =>
      `${stdout}${stderr}`
        .split("\n")
        .filter((line) => !/(?:^\s|packages\/bluesky\/)/.test(line))
        .join("\n"),
  );
}
