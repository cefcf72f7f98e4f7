import type { Definition, DefinitionId, Document } from "./ir.ts";

/** All definitions of a run, by full name: those to compile, and those only referred to. */
export interface Program {
  readonly documents: readonly Document[];
  readonly definitions: ReadonlyMap<DefinitionId, Definition>;
  /** The NSIDs whose modules exist elsewhere and are imported. */
  readonly external: ReadonlySet<string>;
  documentOf(nsid: string): Document;
}
