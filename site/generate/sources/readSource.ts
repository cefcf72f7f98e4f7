import { readFileSync } from "node:fs";
import ts from "typescript-5.9";

const parsed = new Map<string, ts.SourceFile>();

/** The syntax of a module, read once. */
export function readSource(file: string): ts.SourceFile {
  const source =
    parsed.get(file) ?? ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest, true);
  parsed.set(file, source);
  return source;
}
