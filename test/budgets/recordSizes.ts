/** Records what programs take now, with the reason where that has changed: `npm run sizes -- "the reason"`. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { RecordedSize } from "./checkSizes.ts";
import { measureBundle } from "./measureBundle.ts";
import { programs } from "./programs.ts";

const path = join(import.meta.dirname, "sizes.json");
const reason = process.argv[2]?.trim();
const before: Record<string, RecordedSize> = existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : {};
const after: Record<string, RecordedSize> = {};
for (const [name, { source, title }] of Object.entries(programs)) {
  const bytes = await measureBundle(source);
  const known = before[name];
  const changed = known?.bytes !== bytes;
  after[name] = known && (!changed || !reason) ? known : { bytes, reason: reason ?? "" };
  console.log(`${title}: ${bytes} bytes${known ? `, recorded ${known.bytes}` : ""}`);
}
if (reason) {
  writeFileSync(path, `${JSON.stringify(after, null, 2)}\n`);
  console.log("test/budgets/sizes.json is written");
} else console.log('Nothing is written: say why, as in `npm run sizes -- "errors say where to read on"`.');
