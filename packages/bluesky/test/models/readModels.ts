import { type Program, readProgram } from "bluesky-lexgen";
import type { Model } from "../../scripts/models/Model.ts";
import { planModels } from "../../scripts/models/planModels.ts";
import { PAGED_ITEMS } from "../../scripts/pagedItems.ts";
import { readLexicons } from "../../scripts/readLexicons.ts";

/** The lexicons, and the names that follow from them. */
export async function readModels(): Promise<{ program: Program; models: readonly Model[] }> {
  const program = readProgram({ sources: await readLexicons(), items: PAGED_ITEMS });
  return { program, models: planModels(program) };
}
