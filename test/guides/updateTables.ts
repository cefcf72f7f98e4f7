/** Writes the tables of the guides that are made of something else. */
import { globSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../workspace/listFiles.ts";
import { fillTables } from "./comparison/fillTables.ts";

for (const path of globSync("site/guides/*.md", { cwd: root })) {
  const page = readFileSync(join(root, path), "utf8");
  if (fillTables(page) !== page) writeFileSync(join(root, path), fillTables(page));
}
