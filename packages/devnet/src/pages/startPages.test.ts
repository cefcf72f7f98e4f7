import assert from "node:assert/strict";
import { after, before, it } from "node:test";
import { encodeText } from "./encodeText.ts";
import type { Pages } from "./Pages.ts";
import { startPages } from "./startPages.ts";

let pages: Pages;
before(async () => {
  pages = await startPages();
});
after(() => pages.close());

it("serves an article in the charset that is asked for, and says so where it should", async () => {
  for (const charset of ["utf-8", "windows-1252", "utf-16le", "utf-16be"]) {
    const answer = await fetch(pages.article({ title: "Grüße & <mehr>", charset }));
    assert.equal(answer.headers.get("content-type"), `text/html; charset=${charset}`);
    const text = new TextDecoder(charset).decode(await answer.arrayBuffer());
    assert.match(text, /<title>Grüße &amp; &lt;mehr><\/title>/);
  }
  const marked = await fetch(pages.article({ declared: "bom", charset: "utf-16le" }));
  assert.deepEqual([...new Uint8Array(await marked.arrayBuffer()).subarray(0, 2)], [0xff, 0xfe]);
  assert.match(await (await fetch(pages.article({ declared: "meta" }))).text(), /<meta charset="utf-8">/);
});

it("encodes what platforms only decode", () => {
  for (const [charset, text] of [
    ["shift_jis", "日本語のページ"],
    ["euc-jp", "日本語"],
    ["gbk", "中文网页"],
    ["big5", "中文網頁"],
    ["euc-kr", "한국어"],
    ["koi8-r", "Привет"],
    ["windows-1252", "Größe – €"],
  ] as const) {
    assert.equal(new TextDecoder(charset).decode(encodeText(text, charset)), text, charset);
  }
  assert.throws(() => encodeText("日", "windows-1252"), RangeError);
});

it("redirects as often as it is told, and logs who came", async () => {
  await (await fetch(pages.article())).text();
  assert.ok(pages.connections > 0);
  pages.clear();
  assert.equal(pages.connections, 0);
  const answer = await fetch(pages.redirect(pages.article(), { hops: 3, status: 307 }));
  assert.equal(answer.status, 200);
  await answer.text();
  assert.deepEqual(
    pages.requests.map(({ path }) => new URL(path, pages.url).pathname),
    ["/redirect", "/redirect", "/redirect", "/redirect", "/article"],
  );
  assert.equal(pages.requests[0]?.host, pages.host);
});

it("has pages that do not end, that come slowly, and that are larger than they look", async () => {
  const endless = (await fetch(pages.endless())).body?.getReader();
  for (let size = 0; size < 5_000_000; ) size += (await endless?.read())?.value?.length ?? Number.NaN;
  await endless?.cancel();
  const slow = (await fetch(pages.slow({ interval: 60_000 }))).body?.getReader();
  assert.equal((await slow?.read())?.value?.length, 1);
  await slow?.cancel();
  for (const encoding of ["gzip", "deflate", "br"] as const) {
    const bomb = await fetch(pages.bomb({ encoding, bytes: 1_000_000 }));
    assert.ok((await bomb.text()).length > 1_000_000, encoding);
  }
});

it("has images of any size, and pages of one's own", async () => {
  const small = new Uint8Array(await (await fetch(pages.image())).arrayBuffer());
  assert.deepEqual([...small.subarray(1, 4)], [...Buffer.from("PNG")]);
  assert.equal((await (await fetch(pages.image({ bytes: 3_000_000 }))).arrayBuffer()).byteLength, 3_000_000);
  assert.equal((await (await fetch(pages.image({ bytes: 5 }))).arrayBuffer()).byteLength, 5);
  const own = pages.page({ status: 418, headers: { "x-own": "1" }, body: "mine" }, { path: "/mine?a=1" });
  const answer = await fetch(own);
  assert.deepEqual([answer.status, answer.headers.get("x-own"), await answer.text()], [418, "1", "mine"]);
  assert.equal(await (await fetch(pages.page("<p>"))).text(), "<p>");
  assert.equal((await fetch(`${pages.url}/nothing`)).status, 404);
});

it("ends, with those who are connected", async () => {
  const own = await startPages();
  const reader = (await fetch(own.slow())).body?.getReader();
  await own.close();
  await assert.rejects(async () => {
    for (;;) if ((await reader?.read())?.done) return;
  });
  await assert.rejects(startPages({ signal: AbortSignal.abort() }), { code: "aborted" });
});
