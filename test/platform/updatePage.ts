/** Writes the table of features into docs/platforms.md. Run it by hand, after `platform/features.ts` has changed. */
import { writeFileSync } from "node:fs";
import { pagePath, platformsPage } from "./features/platformsPage.ts";

writeFileSync(pagePath, platformsPage());
