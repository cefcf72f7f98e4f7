import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import { code, fieldTable, firstSentence, prose, table, tabs } from "./markdown.ts";
import type { Page } from "./Page.ts";
import { plainMarkdown } from "./plainMarkdown.ts";
import { renderTabs } from "./renderTabs.ts";
import { searchTerms } from "./searchTerms.ts";
import { withBase } from "./withBase.ts";
import { fileOf, twinOf, writeSite } from "./writeSite.ts";

describe("terms that names are found by", () => {
  it("are all their tails", () => {
    assert.deepEqual(searchTerms(["AppBskyPostView"]), ["AppBskyPostView", "BskyPostView", "PostView", "View"]);
    assert.deepEqual(searchTerms(["app.bsky.getFeed"]), ["app.bsky.getFeed", "app", "bsky", "getFeed", "Feed"]);
    assert.deepEqual(searchTerms(["xrpc_error"]), ["xrpc_error", "xrpc", "error"]);
  });

  it("keep abbreviations and numbers together", () => {
    assert.deepEqual(searchTerms(["HTTPClientV2"]), ["HTTPClientV2", "ClientV2", "V2"]);
  });
});

describe("tabs", () => {
  const body = tabs("call", [
    { label: "Class", body: code("ts", "one();") },
    { label: "HTTP", body: code("ts", "two();") },
  ]);

  it("are buttons and panels that belong together, the first of them shown", () => {
    const html = renderTabs(`Before.\n\n${body}\n\nAfter.`);
    assert.match(html, /^Before\.\n\n<site-tabs data-group="call" data-pagefind-ignore>\n<div role="tablist"/);
    assert.match(
      html,
      /<button type="button" role="tab" id="tabs-1-0" aria-controls="tabs-1-0-panel" aria-selected="true">/,
    );
    assert.match(html, /id="tabs-1-1-panel" aria-labelledby="tabs-1-1" hidden>\n\n```ts\ntwo\(\);\n```\n\n<\/div>/);
    assert.match(html, /<\/site-tabs>\n\nAfter\.$/);
    assert.equal(renderTabs(html), html);
  });

  it("are headed blocks in Markdown", () => {
    assert.equal(plainMarkdown(body), "**Class**\n\n```ts\none();\n```\n\n**HTTP**\n\n```ts\ntwo();\n```");
  });
});

describe("Markdown", () => {
  it("escapes what would end a cell, once", () => {
    assert.equal(table(["a"], [["b | c \\| d\ne"]]), "| a |\n| --- |\n| b \\| c \\| d e |");
    assert.equal(table(["a"], []), "");
  });

  it("shows tags of a text as text, but for those in code", () => {
    assert.equal(prose("a <b> and `<c>`, {@link d}"), "a &lt;b> and `<c>`, `d`");
  });

  it("takes first sentences without marks", () => {
    assert.equal(firstSentence("Reads `a.b` of [c](/d/). Then more."), "Reads a.b of c.");
    assert.equal(firstSentence("no end"), "no end");
  });

  it("has nothing for browsers alone in a twin", () => {
    const fields = fieldTable("Name", [["`a`", '<code><a href="/x/">X</a> &#124; &#123;&#125;</code>', true, "b"]]);
    assert.equal(plainMarkdown(fields).trim().split("\n").at(-1), "| `a` | `X \\| {}` | yes | b |");
    assert.equal(plainMarkdown("```ts fragment\na\n```"), "```ts\na\n```");
  });
});

describe("paths", () => {
  const page: Page = { kind: "guide", path: "/guides/a/", title: "A", description: "", body: "[b](/b/) `](/c/)`" };

  it("go under the path that the site is served at, but for those in code", () => {
    const markdown =
      '[a](/b/) <a href="/c/">c</a> [d](https://e.test/f)\n\n```ts\n"](/g/)";\n```\n\n`](/h/)` ![i](/j.svg)';
    assert.equal(withBase(markdown, "/"), markdown);
    assert.equal(
      withBase(markdown, "/sdk/"),
      '[a](/sdk/b/) <a href="/sdk/c/">c</a> [d](https://e.test/f)\n\n```ts\n"](/g/)";\n```\n\n`](/h/)` ![i](/sdk/j.svg)',
    );
    assert.equal(twinOf(page, "/sdk/"), "# A\n\n[b](/sdk/b/) `](/c/)`\n");
  });

  it("are files", () => {
    assert.equal(fileOf("/"), "index.md");
    assert.equal(fileOf("/api/bluesky/post/"), "api/bluesky/post.md");
  });

  it("are written twice, and are no two that a disk could take for one", (t) => {
    const folder = mkdtempSync(join(tmpdir(), "bluesky-site-"));
    t.after(() => rmSync(folder, { recursive: true }));
    const folders = { pages: join(folder, "pages"), public: join(folder, "public"), base: "/" };
    writeSite([page], new Map([["llms.txt", "l"]]), folders);
    assert.equal(readFileSync(join(folder, "public/guides/a.md"), "utf8"), twinOf(page, "/"));
    assert.equal(readFileSync(join(folder, "public/llms.txt"), "utf8"), "l");
    const source = readFileSync(join(folder, "pages/guides/a.md"), "utf8");
    assert.match(source, /^---\ntitle: "A"\n[\s\S]*\ntwin: "\/guides\/a\.md"\n---\n\n\[b\]/);
    assert.throws(
      () => writeSite([page, { ...page, path: "/guides/A/" }], new Map(), folders),
      /^Error: \/guides\/A\/ and \/guides\/a\/ would be one file$/,
    );
  });
});
