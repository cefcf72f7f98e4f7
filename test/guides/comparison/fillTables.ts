import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../workspace/listFiles.ts";
import { shorter } from "./shorter.ts";

/** The methods and functions of the original SDK, `bluesky` 0.4.0, by the NSIDs of their operations. */
export function readOriginalMethods(): Readonly<Record<string, readonly [method: string, name: string]>> {
  return JSON.parse(readFileSync(join(import.meta.dirname, "originalMethods.json"), "utf8"));
}

/** Fills in the tables of a guide that are made of something else. */
export function fillTables(page: string): string {
  return page.replace(
    /(<!-- rows: (.+?) -->\n)[\s\S]*?(<!-- end of rows -->)/g,
    (_, begin: string, source: string, end: string) => `${begin}\n${tableOf(source)}\n\n${end}`,
  );
}

function tableOf(source: string): string {
  const [, library] = /^docs\/conveniences\.md (.+)$/.exec(source) ?? [];
  if (library) return rowsOfConveniences(library);
  const rows = Object.entries(readOriginalMethods()).map(([nsid, [method, name]]) => {
    const ours = `[\`bsky.${nsid}\`](/operations/${nsid}/)`;
    return `| \`${method}\`, \`${name}\` | ${shorter[nsid] ? `\`${shorter[nsid]}\`; ${ours}` : ours} |`;
  });
  return ["| method of `bluesky` 0.4.0, function | `bluesky` |", "| --- | --- |", ...rows].join("\n");
}

/** The table below the heading that names a library. */
function rowsOfConveniences(library: string): string {
  const page = readFileSync(join(root, "docs/conveniences.md"), "utf8");
  const [, section = ""] = page.split(`\n## \`${library}\` `);
  const [table = ""] = /(?:^\|.*\n)+/m.exec(section) ?? [];
  return table.trimEnd();
}
