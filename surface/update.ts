import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { createSurface } from "./createSurface.ts";

for (const [file, text] of await createSurface()) {
  writeFileSync(join(import.meta.dirname, file), text);
  console.log(`surface/${file}: ${text.split("\n").length - 1} lines`);
}
