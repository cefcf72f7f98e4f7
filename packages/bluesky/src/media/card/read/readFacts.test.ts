import assert from "node:assert/strict";
import { test } from "node:test";
import { decodeEntities } from "./decodeEntities.ts";
import { readFacts } from "./readFacts.ts";
import { scanTags } from "./scanTags.ts";

const at = new URL("https://www.example.com/blog/post?id=1");
const read = (html: string, url: URL = at) => readFacts(html, url);
const ld = (value: unknown): string => `<script type="application/ld+json">${JSON.stringify(value)}</script>`;

test("each way to say it is understood, and the best one wins", () => {
  const ways: readonly (readonly [title: string, html: string])[] = [
    ["OpenGraph", '<meta property="og:title" content="OpenGraph">'],
    ["Twitter", '<meta name="twitter:title" content="Twitter">'],
    ["LD", ld({ "@type": "Article", headline: "LD" })],
    ["HTML", "<title>HTML</title>"],
  ];
  for (let from = 0; from < ways.length; from++) {
    const left = ways.slice(from);
    // Whatever stands first in the page.
    assert.equal(read(left.map(([, html]) => html).join("")).title, left[0]?.[0]);
    assert.equal(
      read(
        left
          .map(([, html]) => html)
          .reverse()
          .join(""),
      ).title,
      left[0]?.[0],
    );
  }
  const meta = '<meta name="Description" content="plain">';
  assert.equal(read(meta).description, "plain");
  assert.equal(read(`${meta}<meta property="og:description" content="og">`).description, "og");
  assert.equal(read(ld({ headline: "a", description: "by LD" })).description, "by LD");
});

test("tags are read as browsers read them", () => {
  const html = `<!-- <meta property="og:title" content="commented out"> -->
    <script>"<title>in a script</title>"</script><style><title>in a style</title></style>
    <META CONTENT = 'single' Property=og:title ><meta property="og:title" content="second">
    <meta property=og:description content=bare/><title>  A
      title </title><svg><title>of a picture</title></svg>`;
  const { title, description } = read(html);
  assert.deepEqual([title, description], ["single", "bare/"]);
  assert.equal(
    read(html.replace("og:title", "other").replace("og:title", "other").replace("og:title", "other")).title,
    "A title",
  );
  assert.equal(read('<meta content="a > b" name="description">').description, "a > b");
  assert.equal(read('<meta name=description content="first" content="second">').description, "first");
  assert.equal(read("<title>never ends").title, "never ends");
  assert.equal(read("<title>a</titlex></TITLE\n>b").title, "a</titlex>");
  assert.equal(read("<!--><title>after</title>").title, "after");
  assert.equal(read("a < b <title>c</title>").title, "c");
  assert.equal(read('<a title="<title>x</title>"><title>y</title>').title, "y");
  assert.deepEqual(
    [...scanTags("<br/><p/ class=x>")].map(({ name }) => name),
    ["br", "p"],
  );
});

test("an image is resolved, and only the web's is taken", () => {
  const image = (value: string, more = ""): string | undefined =>
    read(`${more}<meta property="og:image" content="${value}">`).image;
  assert.equal(image("/a.png"), "https://www.example.com/a.png");
  assert.equal(image("a.png"), "https://www.example.com/blog/a.png");
  assert.equal(image("//cdn.example/a.png"), "https://cdn.example/a.png");
  assert.equal(image("a.png?x=1&amp;y=2"), "https://www.example.com/blog/a.png?x=1&y=2");
  assert.equal(image("a.png", '<base href="/other/">'), "https://www.example.com/other/a.png");
  for (const wrong of [
    "data:image/png;base64,AAAA",
    "javascript:alert(1)",
    "file:///etc/passwd",
    "http://[",
    `/${"a".repeat(9000)}`,
  ]) {
    assert.equal(image(wrong), undefined, wrong.slice(0, 40));
  }
  // The next source has one.
  const second = '<meta property="og:image" content="data:,"><meta name="twitter:image" content="/b.png">';
  assert.equal(read(second).image, "https://www.example.com/b.png");
  assert.equal(read('<link rel="icon image_src" href="c.png">').image, "https://www.example.com/blog/c.png");
  for (const value of ["/d.png", ["/d.png"], { url: "/d.png" }, [{ contentUrl: "/d.png" }]]) {
    assert.equal(read(ld({ name: "n", image: value })).image, "https://www.example.com/d.png");
  }
  assert.equal(
    read('<meta property="og:image" content="/a"><meta property="og:image:alt" content="A cat">').imageAlt,
    "A cat",
  );
});

test("a page is not believed to be at another host", () => {
  const canonical = (href: string): string | undefined => read(`<link rel=canonical href="${href}">`).canonical;
  assert.equal(canonical("/blog/post"), "https://www.example.com/blog/post");
  for (const other of ["https://bank.example/", "//evil.example", "http://www.example.com/", "https://example.com/"]) {
    assert.equal(canonical(other), undefined, other);
  }
});

test("JSON-LD is read in the forms that pages have, and no other harms", () => {
  for (const value of [
    { headline: "It" },
    [{ "@type": "WebSite", name: "Site" }, { headline: "It" }],
    { "@graph": [{ name: "Site" }, { headline: "It" }] },
  ]) {
    assert.equal(read(ld(value)).title, "It");
  }
  assert.equal(read('<script type="application/ld+json"><!--\n{"headline":"It"}\n--></script>').title, "It");
  assert.equal(read(ld({ headline: "Tom &amp; Jerry" })).title, "Tom & Jerry");
  const nested = "[".repeat(50_000) + "]".repeat(50_000);
  for (const text of ["", "{", "null", "1", '"a"', nested, '{"headline":{"a":1}}', '{"__proto__":{"headline":"x"}}']) {
    assert.equal(read(`<script type="application/ld+json">${text}</script>`).title, "");
  }
});

test("references of characters are resolved once", () => {
  for (const [source, expected] of [
    ["a &amp;amp; b", "a &amp; b"],
    ["&lt;b&gt;&quot;&apos;&#39;", "<b>\"''"],
    ["&#x1F600;&#128512;", "😀😀"],
    ["&Auml;&ouml;&szlig;&yuml;&nbsp;&eacute", "Äöß\u00ff\u00a0é"],
    ["&ndash;&mdash;&hellip;&rsquo;&euro;&trade;", "–—…’€™"],
    ["&#150;&#x92;", "–’"],
    ["&#0;&#xD800;&#x110000;&#999999999;", "\ufffd\ufffd\ufffd\ufffd"],
    ["&constructor; &unknown; &; &# & a&b", "&constructor; &unknown; &; &# & a&b"],
  ]) {
    assert.equal(decodeEntities(source ?? ""), expected);
  }
});

test("long texts are cut between characters", () => {
  const { title, description } = read(
    `<title>${"ab ".repeat(500)}</title><meta name=description content="${"😀".repeat(900)}">`,
  );
  assert.ok(title.length <= 300 && title.endsWith("b…"), title);
  assert.ok(description.length <= 1000 && description.isWellFormed() && description.endsWith("😀…"));
});

test("a hostile page takes linear time", () => {
  const parts = [
    "<",
    "<!--",
    "<!-- -",
    "<a ",
    "<a b",
    "<a b=",
    '<a b="',
    "<a b='",
    "<a/",
    "</",
    "<title>",
    "<title></titl",
    "<script>",
    "</script",
    "<script></script",
    "&",
    "&#",
    "&#x",
    "&a",
    "<meta ",
    "<meta content=",
    '<meta content="&amp;',
    "<a =",
    " ",
    "\n=",
    '<meta property="og:title" content="x">',
    '<script type="application/ld+json">',
    '<script type="application/ld+json">[',
    "-->",
    '<link rel="',
    "<base href=x>",
    "<title>&",
    "<!-->",
    "\u0000",
    "<ſ",
  ];
  /** The processor's time for so much of it, in ms. */
  const timeOf = (html: string): number => {
    const start = process.cpuUsage();
    read(html);
    return process.cpuUsage(start).user / 1000;
  };
  for (const part of parts) {
    for (const next of ["", "x", '"', ">"]) {
      const unit = part + next;
      const html = unit.repeat(Math.ceil(524_288 / unit.length));
      // Quadratic, half a megabyte takes minutes.
      const time = timeOf(html);
      assert.ok(time < 2000, `${JSON.stringify(unit)}: ${time} ms`);
    }
  }
});
