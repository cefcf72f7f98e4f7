import assert from "node:assert/strict";
import { after, before, beforeEach, describe, it } from "node:test";
import { card, fetchCard, MediaError } from "bluesky/media";
import { type Pages, startPages } from "bluesky-devnet";
import { readCard } from "../../packages/bluesky/src/media/card/readCard.ts";

let pages: Pages;
before(async () => {
  pages = await startPages();
});
after(() => pages.close());
beforeEach(() => pages.clear());

const read = (url: string, options: Parameters<typeof fetchCard>[1] = {}) =>
  fetchCard(url, { allowPrivate: [pages.host], ...options });

/** What pages are written in, and what they say. */
const CHARSETS: readonly (readonly [charset: string, text: string])[] = [
  ["utf-8", "Grüße, 日本語, 😀"],
  ["utf-16le", "Grüße, 日本語, 😀"],
  ["utf-16be", "Grüße, 日本語, 😀"],
  ["windows-1252", "Größe – 5 €"],
  ["iso-8859-1", "Größe"],
  ["iso-8859-2", "Zażółć gęślą jaźń"],
  ["iso-8859-15", "5 €"],
  ["windows-1251", "Привет, мир"],
  ["koi8-r", "Привет, мир"],
  ["windows-1253", "Καλημέρα"],
  ["windows-1255", "שלום"],
  ["windows-1256", "مرحبا"],
  ["tis-620", "สวัสดี"],
  ["shift_jis", "日本語のページ"],
  ["euc-jp", "日本語のページ"],
  ["gbk", "中文网页"],
  ["gb18030", "中文网页"],
  ["big5", "中文網頁"],
  ["euc-kr", "한국어"],
];

describe("a page", () => {
  it("is read in its charset, wherever it says so", async () => {
    for (const [charset, title] of CHARSETS) {
      const wide = charset.startsWith("utf-16");
      for (const declared of ["header", "meta", "bom"] as const) {
        // A page in UTF-16 cannot say so in ASCII; only Unicode has marks of byte order.
        if (declared === "meta" ? wide : declared === "bom" && !charset.startsWith("utf-")) continue;
        const found = await read(pages.article({ title, description: title, charset, declared }));
        assert.deepEqual([found.title, found.description], [title, title], `${charset}, ${declared}`);
      }
    }
  });

  it("that does not say its charset, or a wrong one, is read as browsers read it", async () => {
    const title = "Größe";
    assert.equal((await read(pages.article({ title, declared: "nowhere" }))).title, title);
    assert.equal((await read(pages.article({ title, declared: "nowhere", charset: "windows-1252" }))).title, title);
    const html = (meta: string, type = "text/html"): string =>
      pages.page({ headers: { "content-type": type }, body: `${meta}<title>${title}</title>` });
    // The header is stronger than the page, a mark of byte order stronger than both; what nobody knows is nothing.
    assert.equal((await read(html("<meta charset=shift_jis>", "text/html; charset=UTF-8"))).title, title);
    assert.equal((await read(html("\ufeff", "text/html; charset=shift_jis"))).title, title);
    assert.equal((await read(html("<meta charset=klingon>", "text/html; charset=klingon"))).title, title);
    assert.equal((await read(html("<meta charset=utf-16>"))).title, title);
    assert.equal((await read(html('<meta http-equiv=Content-Type content="text/html; charset=utf-8">'))).title, title);
    assert.equal((await read(html("<!-- <meta charset=shift_jis> -->"))).title, title);
  });

  it("keeps the URL that was given, and says which one it has", async () => {
    const canonical = pages.page('<title>t</title><link rel=canonical href="/canonical?x=1">');
    const found = await read(pages.redirect(canonical, { hops: 3 }));
    assert.equal(found.uri, pages.redirect(canonical, { hops: 3 }));
    assert.equal(found.canonical, `${pages.url}/canonical?x=1`);
    assert.equal((await read(pages.page('<link rel=canonical href="https://bank.example/">'))).canonical, undefined);
  });

  it("may redirect five times", async () => {
    assert.equal((await read(pages.redirect(pages.article(), { hops: 4 }))).title, "An article");
    const more = read(pages.redirect(pages.article(), { hops: 5 }));
    await assert.rejects(more, { code: "card_failed", message: /more than 5 redirects/ });
    const loop = pages.page({ status: 301, headers: { location: "/loop" } }, { path: "/loop" });
    await assert.rejects(read(loop), { code: "card_failed" });
    for (const headers of [{}, { location: "http://[" }]) {
      await assert.rejects(read(pages.page({ status: 302, headers })), {
        code: "card_failed",
        message: /leads nowhere/,
      });
    }
  });

  it("without an end is read so far and no further", async () => {
    const found = await read(pages.endless());
    assert.equal(found.title, "An article");
    const late = pages.page(`${" ".repeat(600_000)}<title>too late</title>`);
    assert.equal((await read(late)).title, "127.0.0.1");
  });

  it("that is a bomb is not taken apart", async () => {
    for (const encoding of ["gzip", "deflate", "br"] as const) {
      // Four gigabytes: whoever took all of it apart would be at it for long.
      const found = await read(pages.bomb({ encoding, bytes: 2 ** 32 }));
      assert.equal(found.title, "An article", encoding);
    }
    for (const encoding of ["gzip", "br"]) {
      const broken = pages.page({
        headers: { "content-type": "text/html", "content-encoding": encoding },
        body: "none",
      });
      await assert.rejects(read(broken), { code: "card_failed" }, encoding);
    }
  });

  it("that takes too long is given up", async () => {
    for (const slow of [{ wait: 60_000 }, { interval: 60_000 }]) {
      const asked = read(pages.slow(slow), { timeout: 50 });
      await assert.rejects(asked, { code: "card_failed", message: /within 50 ms/ });
    }
    // An image that does is left out.
    const found = await read(pages.article({ image: pages.slow({ wait: 60_000 }) }), { timeout: 2000 });
    assert.deepEqual([found.title, found.image, found.imageError?.code], ["An article", undefined, "card_failed"]);
  });

  it("is given up when nobody wants it any more", async () => {
    for (const url of [pages.slow({ wait: 60_000 }), pages.article({ image: pages.slow({ wait: 60_000 }) })]) {
      const controller = new AbortController();
      const asked = read(url, { signal: controller.signal });
      while (!pages.requests.some(({ path }) => path.startsWith("/slow")))
        await new Promise((resolve) => setTimeout(resolve, 5));
      controller.abort(new Error("enough"));
      await assert.rejects(asked, { code: "aborted", name: "AbortError" });
      pages.clear();
    }
    const before = AbortSignal.abort();
    await assert.rejects(read(pages.article(), { signal: before }), { code: "aborted" });
    assert.equal(pages.requests.length, 0);
  });

  it("that fails, or is none, says so", async () => {
    for (const status of [404, 500, 304, 204]) {
      const answer = read(pages.page({ status }));
      if (status === 204) assert.equal((await answer).title, "127.0.0.1");
      else await assert.rejects(answer, { code: "card_failed", message: new RegExp(`answered ${status}`) });
    }
    const closed = await startPages();
    await closed.close();
    const gone = fetchCard(closed.article(), { allowPrivate: [closed.host] });
    await assert.rejects(gone, { code: "card_failed", message: /ECONNREFUSED/ });
    const file = pages.page(
      { headers: { "content-type": "application/pdf" }, body: "%PDF" },
      { path: "/a/The%20report.pdf" },
    );
    const found = await read(file);
    assert.deepEqual([found.title, found.description, found.image], ["The report.pdf", "", undefined]);
  });
});

describe("an image", () => {
  it("comes with the card", async () => {
    const { image } = await read(pages.article({ image: "/image" }));
    assert.equal(image?.mimeType, "image/png");
    assert.deepEqual([...(image?.data.subarray(1, 4) ?? [])], [...Buffer.from("PNG")]);
    assert.equal(image?.url, `${pages.url}/image`);
    // The page may be one itself.
    const own = await read(pages.image());
    assert.deepEqual([own.title, own.image?.mimeType], ["image", "image/png"]);
    pages.clear();
    assert.equal((await read(pages.article({ image: "/image" }), { image: false })).image, undefined);
    assert.equal(pages.requests.length, 1);
  });

  it("has at most a million bytes, and is one by its first bytes", async () => {
    const { image } = await read(pages.article({ image: pages.image({ bytes: 1_000_000, type: "text/plain" }) }));
    assert.deepEqual([image?.data.length, image?.mimeType], [1_000_000, "image/png"]);
    for (const [options, why] of [
      [{ bytes: 1_000_001 }, /at most 1000000 bytes/],
      [{ bytes: 500_000_000 }, /at most 1000000 bytes/],
      [{ bytes: 5 }, /expected JPEG/],
    ] as const) {
      const { imageError, ...found } = await read(pages.article({ image: pages.image(options) }));
      assert.ok(!("image" in found));
      assert.ok(imageError instanceof MediaError);
      assert.match(imageError.message, why);
    }
    const svg = pages.page({ headers: { "content-type": "image/svg+xml" }, body: "<svg/>" });
    assert.match(String((await read(pages.article({ image: svg }))).imageError), /expected JPEG, PNG, WebP or GIF/);
    const gone = await read(pages.article({ image: "/nowhere.png" }));
    assert.match(String(gone.imageError), /answered 404/);
  });
});

describe("a card", () => {
  it("is read by a service", async () => {
    const answer = { title: "By the service", description: "d", image: pages.image(), error: "" };
    const headers = { "content-type": "application/json" };
    const url = "https://example.com/a?b=1&c=2";
    const path = `/cards/v1/extract?url=${encodeURIComponent(url)}`;
    pages.page({ headers, body: JSON.stringify(answer) }, { path });
    const found = await read(url, { service: `${pages.url}/cards/` });
    assert.deepEqual([found.uri, found.title, found.description], [url, "By the service", "d"]);
    assert.equal(found.image?.mimeType, "image/png");
    // What it names is judged like what a page names.
    const { imageError } = await fetchCard(url, { service: `${pages.url}/cards` });
    assert.equal(imageError?.code, "card_refused");
    // Where the platform has nothing to read pages with, the service's own images are read, and no others.
    const service = `${pages.url}/cards`;
    const elsewhere = await readCard(url, { service, allowPrivate: [pages.host] }, undefined);
    assert.deepEqual([elsewhere.title, elsewhere.image?.mimeType], ["By the service", "image/png"]);
    pages.page({ headers, body: JSON.stringify({ ...answer, image: "https://example.com/a.png" }) }, { path });
    assert.equal((await readCard(url, { service }, undefined)).imageError?.code, "card_service_needed");
    for (const body of ["", "[]", '{"title":1}', '{"error":"no such page","title":"x"}', "{".repeat(9999)]) {
      pages.page({ headers, body }, { path });
      await assert.rejects(read(url, { service: `${pages.url}/cards` }), { code: "card_failed" }, body.slice(0, 30));
    }
    await assert.rejects(read(url, { service: "no url" }), { code: "invalid_option", option: "service" });
    await assert.rejects(read(url, { service: pages.url }), { code: "card_failed", message: /answered 404/ });
  });

  it("is made of what somebody else knows", async () => {
    const found = await fetchCard("https://www.example.com/a", { extract: async () => ({ description: "said" }) });
    assert.deepEqual(found, { uri: "https://www.example.com/a", title: "example.com", description: "said" });
    const fails = { extract: () => Promise.reject(new RangeError("mine")) };
    await assert.rejects(fetchCard("https://example.com", fails), RangeError);
    const hangs = { extract: () => new Promise<never>(() => {}), timeout: 20 };
    await assert.rejects(fetchCard("https://example.com", hangs), { code: "card_failed" });
  });

  it("is read with a fetch of one's own, whose URLs are judged all the same", async () => {
    const asked: string[] = [];
    const own: typeof fetch = async (input, init) => {
      asked.push(`${input} ${init?.redirect}`);
      if (`${input}`.endsWith("/moved"))
        return new Response(null, { status: 302, headers: { location: "http://127.1/" } });
      return new Response("<title>By mine</title>", { headers: { "content-type": "text/html" } });
    };
    assert.equal((await fetchCard("https://example.com/", { fetch: own })).title, "By mine");
    await assert.rejects(fetchCard("https://example.com/moved", { fetch: own }), { code: "card_refused" });
    assert.deepEqual(asked, ["https://example.com/ manual", "https://example.com/moved manual"]);
    // One that follows by itself has been where nobody looked.
    const followed = Object.defineProperty(new Response("<title>secret</title>"), "url", {
      value: "http://127.0.0.1/",
    });
    const follows = { fetch: async () => followed };
    await assert.rejects(fetchCard("https://example.com/", follows), { code: "card_failed", message: /followed/ });
    const none = { fetch: (async () => "no answer") as unknown as typeof fetch };
    await assert.rejects(fetchCard("https://example.com/", none), { code: "card_failed" });
  });

  it("refuses what is none at once", () => {
    assert.throws(() => card(7 as unknown as string), { code: "invalid_option" });
    assert.throws(() => card(undefined as unknown as string), { code: "invalid_option" });
  });
});
