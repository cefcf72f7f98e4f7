import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { root } from "../workspace/listFiles.ts";

/** A program of a user. */
export interface UserProgram {
  /** Where it is, with its `node_modules`. */
  folder: string;
  /** The compiler's package in our `node_modules`. */
  compiler: string;
  resolution: "bundler" | "node16" | "nodenext";
  /** Code by name. */
  files: Record<string, string>;
  /** @default none */
  types?: readonly string[];
  /** `false` checks the declarations of the packages themselves too. @default true */
  skipLibCheck?: boolean;
}

/** Type-checks a program of a user, strictly, and returns what the compiler says: its first errors. */
export async function typeCheck(program: UserProgram): Promise<string[]> {
  const { folder, compiler, resolution, files, types = [], skipLibCheck = true } = program;
  const compilerOptions = {
    target: "es2022",
    module: resolution === "bundler" ? "preserve" : resolution,
    moduleResolution: resolution,
    lib: ["es2024", "esnext.disposable", "dom", "dom.iterable"],
    types,
    typeRoots: [join(root, "node_modules/@types")],
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    verbatimModuleSyntax: true,
    skipLibCheck,
    noEmit: true,
  };
  for (const [name, code] of Object.entries(files)) writeFileSync(join(folder, name), code);
  const project = join(folder, "tsconfig.json");
  writeFileSync(project, JSON.stringify({ compilerOptions, files: Object.keys(files) }));
  const tsc = join(root, "node_modules", compiler, "bin/tsc");
  const { stdout } = await promisify(execFile)(process.execPath, [tsc, "--project", project, "--pretty", "false"], {
    cwd: folder,
    maxBuffer: 2 ** 26,
  }).catch((error: { stdout: string }) => error);
  const errors = stdout.split("\n").filter((line) => line.includes("error TS"));
  return errors.slice(0, 20);
}
