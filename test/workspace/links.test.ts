import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { describe, it } from "node:test";
import { listFiles, root } from "./listFiles.ts";

/** Targets of the links and images of a Markdown text, code left out. */
function linksOf(markdown: string): string[] {
  const prose = markdown.replaceAll(/^(```|~~~)[\s\S]*?^\1/gm, "").replaceAll(/`[^`\n]*`/g, "");
  const inline = [...prose.matchAll(/\]\(<?([^)\s>]+)>?(?:\s+"[^"]*")?\)/g)];
  const references = [...prose.matchAll(/^\[[^\]]+\]:\s+<?([^\s>]+)>?/gm)];
  return [...inline, ...references].map(([, target]) => target ?? "");
}

/** The anchors that GitHub gives to headings. */
function anchorsOf(markdown: string): Set<string> {
  const prose = markdown.replaceAll(/^(```|~~~)[\s\S]*?^\1/gm, "");
  const seen = new Map<string, number>();
  const anchors = new Set<string>();
  for (const [, heading = ""] of prose.matchAll(/^#{1,6}\s+(.+?)\s*#*$/gm)) {
    const slug = heading
      .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, "$1")
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, "")
      .trim()
      .replaceAll(" ", "-");
    const count = seen.get(slug) ?? 0;
    seen.set(slug, count + 1);
    anchors.add(count === 0 ? slug : `${slug}-${count}`);
  }
  return anchors;
}

/** One sentence for each link between files of the project that leads nowhere. */
function brokenLinks(path: string, markdown: string, readText: (path: string) => string | undefined): string[] {
  const broken: string[] = [];
  for (const link of linksOf(markdown)) {
    if (/^[a-z]+:/i.test(link)) continue;
    // Texts of the site link to its pages, most of which are generated: its own tests follow those links.
    if (path.startsWith("site/") && link.startsWith("/")) continue;
    const [file = "", anchor] = link.split("#", 2);
    const target = file === "" ? path : posix.join(posix.dirname(path), decodeURIComponent(file));
    const text = target === path ? markdown : readText(target);
    if (text === undefined) broken.push(`${path}: ${link}: there is no ${target}`);
    else if (anchor && target.endsWith(".md") && !anchorsOf(text).has(anchor)) {
      broken.push(`${path}: ${link}: no heading "${anchor}"`);
    }
  }
  return broken;
}

describe("links in Markdown files", () => {
  it("lead to files and headings that exist", () => {
    const files = listFiles().filter((path) => path.endsWith(".md") && !path.includes("/fixtures/"));
    assert.ok(files.includes("README.md"));
    const readText = (path: string): string | undefined => {
      if (!existsSync(join(root, path))) return;
      return path.endsWith(".md") ? readFileSync(join(root, path), "utf8") : "";
    };
    assert.deepEqual(
      files.flatMap((path) => brokenLinks(path, readText(path) ?? "", readText)),
      [],
    );
  });

  it("are noticed when they are broken", () => {
    const markdown = [
      "# One `two`: three",
      "[a](#one-two-three) [b](#absent) [c](other.md#there) [d](other.md#absent) [e](absent.md) `[f](x.md)`",
      "```md\n[g](absent-too.md)\n```",
      "[h](https://example.com/absent.md)\n\n[i]: ../outside.md",
    ].join("\n");
    const readText = (path: string): string | undefined => (path === "docs/other.md" ? "## There" : undefined);
    assert.deepEqual(brokenLinks("docs/page.md", markdown, readText), [
      'docs/page.md: #absent: no heading "absent"',
      'docs/page.md: other.md#absent: no heading "absent"',
      "docs/page.md: absent.md: there is no docs/absent.md",
      "docs/page.md: ../outside.md: there is no outside.md",
    ]);
  });
});
