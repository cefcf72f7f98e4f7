import type { LexiconProblem } from "../errors/LexiconError.ts";
import type { Definition, DefinitionId, Document } from "./ir.ts";

/** All definitions of a run, by full name: those to compile, and those only referred to. */
export interface Program {
  /** The lexicons, with their definitions. */
  readonly documents: readonly Document[];
  /** All definitions, by reference. */
  readonly definitions: ReadonlyMap<DefinitionId, Definition>;
  /** The NSIDs whose modules exist elsewhere and are imported. */
  readonly external: ReadonlySet<string>;
  /** What can be compiled, and is odd: fields that are not known, values that can never be valid. */
  readonly warnings: readonly LexiconProblem[];
  /** The lexicon that a definition is in. */
  documentOf(nsid: string): Document;
}
