/** Writes what compiles where into docs/platforms.md. Run it by hand, after a change of the compilers. */
import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pagePath } from "../platform/features/platformsPage.ts";
import { root } from "../workspace/listFiles.ts";
import { listSubpaths } from "./listSubpaths.ts";
import { installPackage } from "./packPackage.ts";
import { checkDeclarations } from "./types/checkDeclarations.ts";
import { putTypes } from "./types/typesTable.ts";

const folder = realpathSync(mkdtempSync(join(tmpdir(), "bluesky-types-")));
try {
  const { installed } = await installPackage(join(root, "packages/bluesky"), "bluesky", folder);
  const { parts, lexicons } = listSubpaths(installed);
  const checks = await checkDeclarations(folder, [...parts, ...lexicons.map(({ specifier }) => specifier)]);
  writeFileSync(pagePath, putTypes(readFileSync(pagePath, "utf8"), checks));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
