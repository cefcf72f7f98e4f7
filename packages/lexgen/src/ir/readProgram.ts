import { LexiconError, type LexiconProblem } from "../errors/LexiconError.ts";
import type { LexiconSource } from "../read/LexiconSource.ts";
import type { Document } from "./ir.ts";
import { linkDocuments } from "./linkDocuments.ts";
import type { Program } from "./Program.ts";
import { parseDocument } from "./parseDocument.ts";

export interface ProgramOptions {
  /** What to compile. */
  readonly sources: readonly LexiconSource[];
  /** Documents that may be referred to, whose modules exist in the package `bluesky`. */
  readonly external?: readonly LexiconSource[] | undefined;
  /** Which array an operation pages through, where its output has several: NSID to property. */
  readonly items?: { readonly [nsid: string]: string } | undefined;
  /**
   * Leave it open which array that is, where nothing says so: for reading lexicons, not for compiling them.
   * @default false
   */
  readonly ambiguous?: boolean | undefined;
}

/**
 * Parses and links documents without compiling them.
 *
 * @throws {LexiconError} with everything that is wrong in all documents
 *
 * @example
 * ```ts
 * const { documents } = readProgram({ sources: [await readFolder("lexicons")] });
 * ```
 */
export function readProgram(options: ProgramOptions): Program {
  const problems: LexiconProblem[] = [];
  const documents = parseAll(options.sources, problems);
  const external = parseAll(options.external ?? [], problems);
  const program = linkDocuments(documents, { ...options, external }, problems);
  if (problems.length) throw new LexiconError(problems);
  return program;
}

function parseAll(sources: readonly LexiconSource[], problems: LexiconProblem[]): Document[] {
  return sources
    .flatMap(({ documents }) => documents.map(({ json, source }) => parseDocument(json, source, problems)))
    .filter((document) => document !== undefined)
    .sort((a, b) => (a.nsid < b.nsid ? -1 : 1));
}
