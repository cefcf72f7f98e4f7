import { readFileSync } from "node:fs";
import { join } from "node:path";
import { features, type PlatformFeature } from "../../../packages/bluesky/src/platform/features.ts";
import { putSection } from "../putSection.ts";

export const pagePath: string = join(import.meta.dirname, "../../../docs/platforms.md");

/** The page about platforms, with the table that belongs there. */
export function platformsPage(): string {
  return putSection(readFileSync(pagePath, "utf8"), "features: made by test/platform/updatePage.ts", toTable());
}

function toTable(): string {
  const rows = features.map((feature) => `| ${codeOf(feature)} | ${feature.purpose} | ${feature.without} |`);
  return ["| feature | what for | without it |", "| --- | --- | --- |", ...rows].join("\n");
}

function codeOf({ name, also = [] }: PlatformFeature): string {
  // Globals that come with it, but not what belongs to them.
  return [name, ...also.filter((other) => /^\w+$/.test(other) && !name.startsWith(`${other}.`))]
    .map((one) => `\`${one}\``)
    .join(", ");
}
