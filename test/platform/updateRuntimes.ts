/** Writes what became of the cases on all runtimes into docs/platforms.md. Run it by hand, on Linux x64, after a change of cases. */
import { readFileSync, writeFileSync } from "node:fs";
import { pagePath } from "./features/platformsPage.ts";
import { listRunners, runAll } from "./runtimes/runAll.ts";
import { putRuntimes } from "./runtimes/runtimesTable.ts";

const runs = await runAll(await listRunners());
writeFileSync(pagePath, putRuntimes(readFileSync(pagePath, "utf8"), runs));
