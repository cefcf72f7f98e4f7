import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { LexiconSource } from "../read/LexiconSource.ts";
import type { CompileOptions } from "./CompileOptions.ts";

/**
 * A hash of everything that decides what is written: documents, options, and the compiler itself. The order of sources and
 * documents does not.
 *
 * @example
 * ```ts
 * if (await isCurrent("src/lexicons", hashOf(options))) return;
 * ```
 */
export function hashOf(options: CompileOptions): string {
  const {
    sources,
    external = [],
    items = {},
    format = "ts",
    extension = ".js",
    runtime = "bluesky/runtime",
    via = [],
  } = options;
  const settings = [Object.entries(items).sort(), format, extension, runtime, via];
  const parts = [compilerHash(), settings, sources.map(contentOf).sort(), external.map(contentOf).sort()];
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex");
}

/** A source's name and documents: the order in which they were found says nothing. */
function contentOf({ name, documents }: LexiconSource): string {
  return JSON.stringify([name, documents.map(({ json }) => JSON.stringify(json) ?? "").sort()]);
}

let compiler: string | undefined;

/** A hash of this compiler itself: another compiler may write something else from the same lexicons. */
function compilerHash(): string {
  if (compiler === undefined) {
    const digest = createHash("sha256");
    const folder = path.dirname(import.meta.dirname); // All rooms, not only this one.
    const files = readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((file) => /\.[jt]s$/.test(file) && !/\.test\.ts$/.test(file))
      .sort();
    for (const file of files) digest.update(file).update(readFileSync(path.join(folder, file)));
    compiler = digest.digest("hex");
  }
  return compiler;
}
