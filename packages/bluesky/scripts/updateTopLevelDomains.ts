/**
 * Writes the list of top-level domains after the package `tlds` has changed. Run by hand: `node
 * scripts/updateTopLevelDomains.ts`.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { emitTopLevelDomains } from "./emitTopLevelDomains.ts";

writeFileSync(join(import.meta.dirname, "../src/richtext/detect/topLevelDomains.ts"), emitTopLevelDomains());
