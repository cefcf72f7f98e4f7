import { Lexicons } from "@atproto/lexicon";
import fc from "fast-check";
import type { StringFormat } from "../../src/syntax/index.ts";
import { arbitraries, mutated } from "../../src/syntax/testing/arbitraries.ts";
import { differences } from "../../src/syntax/testing/differences.ts";
import { formatEdges } from "./formatEdges.ts";

/** Strings for one format: `valid` are so, of `broken` most are not. */
export interface FormatStrings {
  readonly valid: readonly string[];
  readonly broken: readonly string[];
}

const SAMPLES = 150;

/** Makes the strings of every format. Deterministic for a seed. */
export function formatStrings(seed: number): ReadonlyMap<string, FormatStrings> {
  return new Map(
    Object.entries(formatEdges).map(([name, edges]) => {
      const format = name as StringFormat; // the keys of formatEdges
      const valid = fc.sample(arbitraries[format], { seed, numRuns: SAMPLES }).filter((text) => isValid(format, text));
      const edited = mutated(fc.constantFrom(...valid, ...edges));
      return [format, { valid, broken: [...edges, ...fc.sample(edited, { seed, numRuns: SAMPLES })] }];
    }),
  );
}

/** Whether the official package takes a string for valid, and we are not known to think otherwise. */
function isValid(format: StringFormat, text: string): boolean {
  const main = { type: "object" as const, properties: { text: { type: "string" as const, format } } };
  const { success } = new Lexicons([{ lexicon: 1, id: "proof.format.main", defs: { main } }]).validate(
    "proof.format.main",
    { text },
  );
  return success && !differences.some((kind) => kind.format === format && !kind.ours && kind.covers(text));
}
