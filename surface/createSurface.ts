import { join } from "node:path";
import { readProgram } from "bluesky-lexgen";
import { PAGED_ITEMS } from "../packages/bluesky/scripts/pagedItems.ts";
import { readLexicons } from "../packages/bluesky/scripts/readLexicons.ts";
import { describeExports } from "./describeExports.ts";
import { describeLexicons, describePaging } from "./describeLexicons.ts";
import { readSurface } from "./readSurface.ts";

/** The public surface as it is now: text by file name. */
export async function createSurface(): Promise<Map<string, string>> {
  const sources = await readLexicons();
  const program = readProgram({ sources, items: PAGED_ITEMS });
  const packages = join(import.meta.dirname, "..", "packages");
  return new Map([
    ["exports.txt", describeExports(readSurface(join(packages, "bluesky")))],
    ["lexicons.txt", describeLexicons(program, sources)],
    ["paging.txt", describePaging(program)],
  ]);
}
