import type { Page } from "./Page.ts";
import { fileOf, twinOf } from "./writeSite.ts";

/**
 * `llms.txt`, which leads an agent to the Markdown of each page, and `llms-full.txt`, the whole text of what is read rather than looked
 * up: guides, errors and documents. The pages of names are left out of it, for they are twenty times as long.
 */
export function llmsText(pages: readonly Page[], base: string): Map<string, string> {
  const link = (page: Page): string => `- [${page.title}](${base}${fileOf(page.path)}): ${page.description}`;
  const listed = pages.filter(({ path }) => path !== "/404/");
  const section = (title: string, ...kinds: readonly Page["kind"][]): string => {
    const list = listed.filter(({ kind }) => kinds.includes(kind));
    return list.length === 0 ? "" : `## ${title}\n\n${list.map(link).join("\n")}\n`;
  };
  const head = `# bluesky\n\n> The TypeScript SDK for Bluesky and the AT Protocol.\n\nEvery page of this site is also Markdown, at its path with \`.md\`: \`${base}models/AppBskyFeedDefsPostView.md\`.\n`;
  const list = [
    head,
    section("Guides", "guide"),
    section("Indexes", "index"),
    section("Documents and tools", "document", "tool"),
    section("Errors", "error"),
    section("Functions, classes and types", "export"),
    section("Operations", "operation"),
    section("Records", "record"),
    section("Permission sets", "permission-set"),
    section("Hooks and options", "hook", "option"),
    section("Models", "model"),
  ];
  const read = pages.filter(({ kind }) => ["home", "guide", "error", "document"].includes(kind));
  return new Map([
    ["llms.txt", list.filter((text) => text !== "").join("\n")],
    ["llms-full.txt", read.map((page) => twinOf(page, base)).join("\n\n")],
  ]);
}
