import { readFileSync } from "node:fs";
import { registerHooks } from "node:module";
import { fileURLToPath } from "node:url";
import type { Mutant } from "./makeMutants.ts";

// Puts a mutant in the place of a source, in memory: `MUTANT` says which.
const { file, start, end, is } = JSON.parse(process.env.MUTANT ?? "{}") as Mutant & { readonly file: string };
registerHooks({
  load(url, context, next) {
    if (!url.startsWith("file:") || fileURLToPath(url) !== file) return next(url, context);
    const text = readFileSync(file, "utf8");
    const source = text.slice(0, start) + is + text.slice(end);
    return { format: "module-typescript", source, shortCircuit: true };
  },
});
