import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { root } from "../workspace/listFiles.ts";
import type { SiteSnippet } from "./collectSnippets.ts";

/** Compiles snippets as one program, as a user of the package would; returns what the compiler says, with the place of each. */
export async function compileSnippets(snippets: readonly SiteSnippet[]): Promise<string[]> {
  mkdirSync(join(root, ".cache"), { recursive: true });
  const folder = mkdtempSync(join(root, ".cache", "site-snippets-"));
  try {
    const places = new Map<string, string>();
    for (const [index, { place, code }] of snippets.entries()) {
      const file = `snippet${index}.ts`;
      places.set(file, place);
      writeFileSync(join(folder, file), code);
    }
    const compilerOptions = {
      noEmit: true,
      types: ["node"],
      lib: ["es2024", "esnext.disposable", "dom", "dom.iterable"],
      isolatedDeclarations: false,
      declaration: false,
    };
    const config = { extends: join(root, "tsconfig.base.json"), compilerOptions, files: [...places.keys()] };
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(config));
    const tsc = join(root, "node_modules/typescript/bin/tsc");
    const printed = await promisify(execFile)(process.execPath, [tsc, "--project", folder, "--pretty", "false"], {
      cwd: folder,
      maxBuffer: 2 ** 26,
    }).catch((error: { stdout: string }) => error);
    const errors = printed.stdout.split("\n").filter((line) => line.includes("error TS"));
    return errors.map((line) => line.replace(/^(snippet\d+\.ts)/, (file) => places.get(file) ?? file));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
