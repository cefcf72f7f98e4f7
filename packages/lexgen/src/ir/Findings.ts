import type { LexiconProblem } from "../errors/LexiconError.ts";

/** What is found while documents are read: what is wrong with them, and what is only odd. */
export interface Findings {
  readonly problems: LexiconProblem[];
  readonly warnings: LexiconProblem[];
}
