import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Page } from "./Page.ts";
import { plainMarkdown } from "./plainMarkdown.ts";
import { renderTabs } from "./renderTabs.ts";
import { searchTerms } from "./searchTerms.ts";
import { withBase } from "./withBase.ts";

/** Where the files of a site go, and under which path it is served. */
export interface SiteFolders {
  /** The pages, for Astro. */
  readonly pages: string;
  /** What is served as it is: the Markdown of the pages among it. */
  readonly public: string;
  /** `/`, or the path that the site is served under. */
  readonly base: string;
}

/**
 * Writes each page twice: for Astro, and as its Markdown twin, at the same path with `.md`.
 *
 * @throws {Error} where two pages have one path, also on disks that do not tell `List` from `list`
 */
export function writeSite(pages: readonly Page[], extra: ReadonlyMap<string, string>, folders: SiteFolders): void {
  const paths = new Map<string, string>();
  for (const folder of [folders.pages, folders.public]) rmSync(folder, { recursive: true, force: true });
  for (const page of pages) {
    const file = fileOf(page.path);
    const known = paths.get(file.toLowerCase());
    if (known !== undefined) throw new Error(`${page.path} and ${known} would be one file`);
    paths.set(file.toLowerCase(), page.path);
    write(join(folders.pages, file), sourceOf(page, folders.base));
    write(join(folders.public, file), twinOf(page, folders.base));
  }
  for (const [path, text] of extra) write(join(folders.public, path), text);
}

/** `/models/A/` as a file: `models/A.md`. */
export function fileOf(path: string): string {
  return `${path.replace(/^\/|\/$/g, "") || "index"}.md`;
}

/** The page as Astro reads it. */
function sourceOf(page: Page, base: string): string {
  const { title, description, names = [], weight = 1 } = page;
  const front = {
    title,
    description: description.replaceAll(/`|\{@link |\}/g, ""),
    kind: page.kind,
    ...(page.label === undefined ? {} : { label: page.label }),
    terms: searchTerms(names).join(" "),
    weight,
    twin: `${base}${fileOf(page.path)}`,
    ...(page.hasContents === false ? { tableOfContents: false } : {}),
    // What lists names would be found by every name.
    ...(page.kind === "index" && page.path !== "/errors/" ? { pagefind: false } : {}),
  };
  const lines = Object.entries(front).map(([key, value]) => `${key}: ${JSON.stringify(value)}`);
  return `---\n${lines.join("\n")}\n---\n\n${withBase(renderTabs(page.body), base)}\n`;
}

/** The page as Markdown alone. */
export function twinOf(page: Page, base: string): string {
  return `# ${page.title}\n\n${withBase(plainMarkdown(page.body), base)}\n`;
}

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
