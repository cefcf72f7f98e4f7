import { readFileSync } from "node:fs";
import { join } from "node:path";
import { features, type PlatformFeature } from "../../../packages/bluesky/src/platform/features.ts";

export const pagePath: string = join(import.meta.dirname, "../../../docs/platforms.md");

const [BEGIN, END] = ["<!-- features: made by test/platform/updatePage.ts -->", "<!-- end of features -->"];

/** The page about platforms, with the table that belongs there. */
export function platformsPage(): string {
  const page = readFileSync(pagePath, "utf8");
  const [before, rest = ""] = page.split(BEGIN);
  const [, after] = rest.split(END);
  if (after === undefined) throw new Error(`${pagePath} has no place for the table: ${BEGIN} ... ${END}`);
  return `${before}${BEGIN}\n\n${toTable()}\n\n${END}${after}`;
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
