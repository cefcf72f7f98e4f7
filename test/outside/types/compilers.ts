import { join } from "node:path";
import { root } from "../../workspace/listFiles.ts";

/** The versions of TypeScript that users may have: each with the path of its compiler. */
export const compilers: Readonly<Record<string, string>> = {
  "TypeScript 5.7": join(root, ".tools/tests/node_modules/typescript-5.7/bin/tsc"),
  "TypeScript 5.8": join(root, ".tools/tests/node_modules/typescript-5.8/bin/tsc"),
  "TypeScript 5.9": join(root, "node_modules/typescript-5.9/bin/tsc"),
  "TypeScript 6.0": join(root, ".tools/tests/node_modules/typescript-6/bin/tsc"),
  "TypeScript 7.0": join(root, "node_modules/typescript/bin/tsc"),
};
