import { globSync } from "node:fs";
import { runProcess } from "../setup/process.mjs";

/**
 * Compiles everything with the TypeScript that we develop with, and the `*.types.ts` files, which say what the public
 * types promise, with the oldest one that users may have.
 */
export async function types(): Promise<boolean> {
  const current = "node_modules/typescript/bin/tsc";
  const oldest = "node_modules/typescript-5.9/bin/tsc";
  const programs: [title: string, compiler: string, project: string][] = [
    ["packages and tests, TypeScript 7", current, "tsconfig.json"],
    ["scripts, TypeScript 7", current, "scripts/tsconfig.json"],
    ["examples, TypeScript 7", current, "examples/tsconfig.json"],
  ];
  const typeTests = globSync("{packages/*/{src,test},test}/**/*.types.ts");
  if (typeTests.length > 0) {
    programs.push([`${typeTests.length} type tests, TypeScript 5.9`, oldest, "tsconfig.types.json"]);
  }
  const results = await Promise.all(
    programs.map(async ([title, compiler, project]) => {
      const ended = await runProcess(process.execPath, [compiler, "--project", project, "--pretty", "false"], {
        capture: true,
      });
      console.log(ended.code === 0 ? `✔ ${title}` : `✖ ${title}\n${ended.output.trim()}`);
      return ended.code === 0;
    }),
  );
  return results.every(Boolean);
}
