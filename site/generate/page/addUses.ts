import { name, paragraphs } from "./markdown.ts";
import type { Page } from "./Page.ts";

/** How many are named. */
const MOST = 20;

/** Says on the page of each model which models, operations and records have it. */
export function addUses(pages: readonly Page[]): Page[] {
  const uses = new Map<string, Page[]>();
  for (const page of pages) {
    if (!["model", "operation", "record"].includes(page.kind)) continue;
    // What the whole of something is called is no use of it.
    const body = page.body.replaceAll(/^As a model: .*$|^\| Model \|.*$/gm, "");
    const targets = new Set([...body.matchAll(/\]\((\/models\/\w+\/)\)/g)].map(([, path = ""]) => path));
    targets.delete(page.path);
    for (const target of targets) uses.set(target, [...(uses.get(target) ?? []), page]);
  }
  return pages.map((page) => {
    const list = page.kind === "model" ? uses.get(page.path) : undefined;
    return list ? { ...page, body: paragraphs(page.body, "## Used by", listOf(list)) } : page;
  });
}

function listOf(pages: readonly Page[]): string {
  const items = pages.slice(0, MOST).map(({ title, path }) => `- ${name(title, path)}`);
  if (pages.length > MOST) items.push(`- and ${pages.length - MOST} more`);
  return items.join("\n");
}
