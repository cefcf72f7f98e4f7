import { readFileSync } from "node:fs";
import { join } from "node:path";
import { paragraphs } from "../page/markdown.ts";
import type { Page } from "../page/Page.ts";
import type { Guide } from "./guidePages.ts";
import { root } from "./repositoryPage.ts";

/** The first page: what it is, a program, the guides, and where all the rest is. */
export function homePage(guides: readonly Guide[], tools: readonly Page[]): Page {
  const text = readFileSync(join(root, "site/home.md"), "utf8");
  const item = ({ title, path, description }: Page): string => `- [${title}](${path}): ${description}`;
  const body = text
    .replace("<!-- guides -->", guides.length > 0 ? paragraphs("## Guides", guides.map(item).join("\n")) : "")
    .replace("<!-- tools -->", tools.map(item).join("\n"));
  return { kind: "home", path: "/", title: "bluesky", description: DESCRIPTION, body: body.trim(), hasContents: false };
}

const DESCRIPTION =
  "The TypeScript SDK for Bluesky and the AT Protocol: guides, and a page for everything that it has.";
