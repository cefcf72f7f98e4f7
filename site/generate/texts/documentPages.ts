import { firstSentence } from "../page/markdown.ts";
import type { Page } from "../page/Page.ts";
import { readText } from "./repositoryPage.ts";

/** Pages of the repository's own documents, by their path on the site. */
const DOCUMENTS: Readonly<Record<string, string>> = {
  "/docs/differences/": "docs/differences.md",
  "/docs/platforms/": "docs/platforms.md",
  "/docs/conveniences/": "docs/conveniences.md",
  "/changelog/": "CHANGELOG.md",
};

/** A page for each document. */
export function documentPages(): Page[] {
  return Object.entries(DOCUMENTS).map(([path, file]) => {
    const { title, body } = readText(file);
    const text = body.split("\n\n").find((paragraph) => /^[A-Z`]/.test(paragraph)) ?? "";
    return { kind: "document", path, title, description: firstSentence(text), body };
  });
}
