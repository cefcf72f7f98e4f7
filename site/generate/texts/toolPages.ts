import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Page } from "../page/Page.ts";
import { root } from "./repositoryPage.ts";

/** Pages that bring files along: the playground, and what was measured. */
export interface Tools {
  readonly pages: readonly Page[];
  /** What is served beside them, by path. */
  readonly files: ReadonlyMap<string, string>;
}

/** What `site/figures/makeFiguresPage.ts` exports. */
interface FiguresModule {
  makeFiguresPage(): { readonly markdown: string; readonly files: Readonly<Record<string, string>> };
}

/**
 * The pages of the folders that are there.
 *
 * @param base the path that the site is served under
 */
export async function toolPages(base: string): Promise<Tools> {
  const pages: Page[] = [];
  const files = new Map<string, string>();
  const figures = join(root, "site/figures/makeFiguresPage.ts");
  if (existsSync(figures)) {
    const { makeFiguresPage }: FiguresModule = await import(pathToFileURL(figures).href);
    const made = makeFiguresPage();
    const [, title = "How fast, how big"] = /^# (.+)$/m.exec(made.markdown) ?? [];
    pages.push({
      kind: "tool",
      path: "/figures/",
      title,
      description: "What was measured beside other libraries, our losses as openly as our wins.",
      body: made.markdown
        .replace(/^---\n[\s\S]*?\n---\n/, "")
        .replace(/^# .+\n/m, "")
        .trim(),
      names: [title],
    });
    for (const [path, text] of Object.entries(made.files)) files.set(path.replace(/^\//, ""), text);
  }
  if (existsSync(join(root, "site/playground/index.ts"))) {
    pages.push({
      kind: "tool",
      path: "/playground/",
      title: "Playground",
      description: "Calls any operation from the browser, against a server that you choose.",
      body: PLAYGROUND.replace("BASE", base),
      names: ["Playground"],
      hasContents: false,
    });
    files.set("playground/mount.js", MOUNT);
  }
  return { pages, files };
}

const PLAYGROUND = `<link rel="stylesheet" href="/playground/playground.css" />
<div id="playground" class="not-content" data-base="BASE"></div>
<script type="module" src="/playground/mount.js"></script>
<noscript>The playground needs JavaScript.</noscript>`;

const MOUNT = `import { mountPlayground } from "./playground.js";
mountPlayground(document.getElementById("playground"));
`;
