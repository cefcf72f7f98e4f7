import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, describe, it } from "node:test";
import { serveSite } from "../../site/serveSite.ts";
import { crawlSite } from "./crawlSite.ts";

const folder = mkdtempSync(join(tmpdir(), "bluesky-crawl-"));
after(() => rmSync(folder, { recursive: true }));

before(() => {
  const files: Readonly<Record<string, string>> = {
    "index.html": '<h1>Home</h1><a href="/a/">a</a> <a href="/a/#there">b</a> <a href="https://example.com/x">x</a>',
    "a/index.html":
      '<h1>A<wbr>b</h1><h2 id="there">t</h2><a href="/a/#absent">c</a> <a href="/gone/">d</a> <a href="/t.md">e</a>',
    "t.md": "# T",
    "404.html": "<h1>Nothing</h1>",
  };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
});

describe("a crawl", () => {
  it("counts clicks, and finds links and anchors that lead nowhere", () => {
    const { pages, broken, checked } = crawlSite(folder);
    assert.deepEqual(
      [...pages.values()].map(({ path, title, clicks }) => [path, title, clicks]),
      [
        ["/", "Home", 0],
        ["/a/", "Ab", 1],
      ],
    );
    assert.equal(checked, 5);
    assert.deepEqual(broken, ['/a/: /a/#absent: no "absent"', "/a/: /gone/: there is no /gone/"]);
  });
});

describe("the server of files", () => {
  it("gives files, the index of folders, and 404.html", async () => {
    await using site = await serveSite(folder, "/", 0);
    const get = async (path: string): Promise<unknown[]> => {
      const response = await fetch(site.origin + path, { redirect: "manual" });
      const body = await response.text();
      return [
        response.status,
        response.headers.get("content-type"),
        response.headers.get("location"),
        body.slice(0, 11),
      ];
    };
    const html = "text/html; charset=utf-8";
    assert.deepEqual(await get("/a/?x=1"), [200, html, null, "<h1>A<wbr>b"]);
    assert.deepEqual(await get("/t.md"), [200, "text/markdown; charset=utf-8", null, "# T"]);
    assert.deepEqual(await get("/a"), [301, null, "/a/", ""]);
    assert.deepEqual(await get("/absent/"), [404, html, null, "<h1>Nothing"]);
    assert.deepEqual(await get("/..%2f..%2f..%2f..%2fetc/passwd"), [404, html, null, "<h1>Nothing"]);
    assert.equal((await fetch(site.origin, { method: "POST" })).status, 405);
  });

  it("serves under a path", async () => {
    await using site = await serveSite(folder, "/sdk/", 0);
    assert.equal((await fetch(`${site.origin}/sdk/a/`)).status, 200);
    assert.equal((await fetch(`${site.origin}/`, { redirect: "manual" })).headers.get("location"), "/sdk/");
  });
});
