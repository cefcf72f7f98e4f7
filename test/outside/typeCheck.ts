import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { root } from "../workspace/listFiles.ts";

/** A program of a user. */
export interface UserProgram {
  /** Where it is, with its `node_modules`. */
  folder: string;
  /** Of the project's file. @default "tsconfig" */
  name?: string;
  /** The path of a compiler. */
  compiler: string;
  resolution: "bundler" | "node16" | "nodenext";
  /** Code by name. */
  files: Record<string, string>;
  /** @default none */
  types?: readonly string[];
  /** @default those of a browser, and of ECMAScript 2024 */
  lib?: readonly string[];
  /** Whether flags about how code is written, which say nothing of types, are off. @default false */
  isLenient?: boolean;
  /** `false` checks the declarations of the packages themselves too. @default true */
  skipLibCheck?: boolean;
}

/** Type-checks a program of a user, strictly, and returns what the compiler says: its first errors. */
export async function typeCheck(program: UserProgram): Promise<string[]> {
  const { folder, name = "tsconfig", compiler, resolution, files, types = [], skipLibCheck = true } = program;
  const { lib = ["es2024", "esnext.disposable", "dom", "dom.iterable"], isLenient = false } = program;
  const compilerOptions = {
    target: "es2022",
    module: resolution === "bundler" ? "preserve" : resolution,
    moduleResolution: resolution,
    lib,
    types,
    typeRoots: [join(root, "node_modules/@types")],
    // All that compilers have.
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    noPropertyAccessFromIndexSignature: !isLenient,
    noImplicitOverride: true,
    noImplicitReturns: true,
    noFallthroughCasesInSwitch: true,
    noUncheckedSideEffectImports: true,
    noUnusedLocals: !isLenient,
    noUnusedParameters: !isLenient,
    allowUnreachableCode: false,
    allowUnusedLabels: false,
    forceConsistentCasingInFileNames: true,
    isolatedModules: true,
    verbatimModuleSyntax: true,
    skipLibCheck,
    noEmit: true,
  };
  for (const [name, code] of Object.entries(files)) writeFileSync(join(folder, name), code);
  const project = join(folder, `${name}.json`);
  writeFileSync(project, JSON.stringify({ compilerOptions, files: Object.keys(files) }));
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [compiler, "--project", project, "--pretty", "false"],
    {
      cwd: folder,
      maxBuffer: 2 ** 26,
    },
  ).catch((error: { stdout: string }) => error);
  const errors = stdout.split("\n").filter((line) => line.includes("error TS"));
  return errors.slice(0, 20);
}
