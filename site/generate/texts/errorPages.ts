import { globSync } from "node:fs";
import { basename, join } from "node:path";
import { firstSentence } from "../page/markdown.ts";
import type { Page } from "../page/Page.ts";
import { readText, root } from "./repositoryPage.ts";

/** The codes that errors can have: each has a page of `docs/errors`. */
export function errorCodes(): string[] {
  const files = globSync("*.md", { cwd: join(root, "docs/errors") }).map((file) => basename(file, ".md"));
  return files.filter((code) => code !== "README").sort();
}

/** A page for every code, and one for all of them. */
export function errorPages(): Page[] {
  const codes = errorCodes().map((code): Page => {
    const { body } = readText(`docs/errors/${code}.md`);
    const [, meaning = ""] = /^## What it means\n+([\s\S]*?)\n\n/m.exec(body) ?? [];
    return {
      kind: "error",
      path: `/errors/${code}/`,
      title: code,
      description: firstSentence(meaning),
      body,
      names: [code],
      weight: 8,
    };
  });
  const { title, body } = readText("docs/errors/README.md");
  const description = "What every error is, how to check it, and a page for each code.";
  return [{ kind: "index", path: "/errors/", title, description, body }, ...codes];
}

/**
 * The files at the paths that `error.docs` names (`bluesky/docs/errors/CODE.md`), with and without the name of the package: by them a
 * program finds the page of an error on any server that has the site. They stay.
 *
 * @param twins the Markdown of pages, by their path
 */
export function errorFiles(twins: (path: string) => string): Map<string, string> {
  const files = new Map<string, string>();
  for (const code of errorCodes()) {
    for (const prefix of ["docs", "bluesky/docs"]) files.set(`${prefix}/errors/${code}.md`, twins(`/errors/${code}/`));
  }
  return files;
}
