import { LexiconError } from "../errors/LexiconError.ts";
import type { LexiconSource } from "../read/LexiconSource.ts";
import type { Findings } from "./Findings.ts";
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
}

/**
 * Parses and links documents without compiling them. What is odd but can be compiled is in `warnings`: a field that is not
 * known, a value of an enum that can never be valid.
 *
 * @throws {LexiconError} with everything that is wrong in all documents
 *
 * @example
 * ```ts
 * const { documents } = readProgram({ sources: [await readFolder("lexicons")] });
 * ```
 */
export function readProgram(options: ProgramOptions): Program {
  const findings: Findings = { problems: [], warnings: [] };
  const documents = parseAll(options.sources, findings);
  // What is odd in documents of others is for them to mend.
  const external = parseAll(options.external ?? [], { ...findings, warnings: [] });
  const program = linkDocuments(documents, { ...options, external }, findings);
  if (findings.problems.length) throw new LexiconError(findings.problems);
  return program;
}

function parseAll(sources: readonly LexiconSource[], findings: Findings): Document[] {
  return sources
    .flatMap(({ documents }) => documents.map(({ json, source }) => parseDocument(json, source, findings)))
    .filter((document) => document !== undefined)
    .sort((a, b) => (a.nsid < b.nsid ? -1 : 1));
}
