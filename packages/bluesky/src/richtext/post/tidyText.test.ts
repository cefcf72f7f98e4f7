import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { RichText } from "@atproto/api";
import { link } from "../build/link.ts";
import { rt } from "../build/rt.ts";
import { detectFacets } from "../detect/detectFacets.ts";
import { shorten } from "../testing/cases.ts";
import { hostileTexts } from "../testing/hostileTexts.ts";
import { createRandom } from "../testing/randomTexts.ts";
import { shortenLinks } from "./shortenLinks.ts";
import { tidyText } from "./tidyText.ts";
import { toShortUrl } from "./toShortUrl.ts";

const SEED = Number(process.env.RICHTEXT_SEED ?? Date.now() % 1_000_000);

describe("a text is tidied", () => {
  for (const [text, tidy] of [
    ["a\n\n\n\nb", "a\n\nb"],
    ["a\n\nb\nc", "a\n\nb\nc"],
    ["a\n \u200b \n\t\nb", "a\n\nb"],
    ["\n  \n   art\n  b \n \n", "   art\n  b"],
    ["  a ", "  a"],
    [" \n ", ""],
    ["a\r\n\r\nb", "a\n\nb"],
    ["a\r\nb", "a\r\nb"],
  ] as const) {
    it(JSON.stringify(text), () => assert.equal(tidyText(text).text, tidy));
  }

  it("with facets in place", () => {
    const text = rt`\n\n😀${link("a", "https://a.b")}\n\n\n\né ${link("b\n\n\nc", "https://c.d")} \n`;
    const tidy = tidyText(text);
    assert.equal(tidy.text, "😀a\n\né b\n\nc");
    assert.deepEqual(shorten(tidy.facets), [
      [4, 5, "link", "https://a.b"],
      [10, 14, "link", "https://c.d"],
    ]);
  });

  it("in the middle as the official library does", () => {
    const random = createRandom(SEED);
    const pieces = ["\n", "\n", "\n", "\r", "\r\n", " ", "\u200b", "\u200d", "\u00ad", "\t", "a", "é"];
    for (let count = 0; count < 3_000; count++) {
      const middle = Array.from({ length: 12 }, () => pieces[Math.floor(random() * pieces.length)]).join("");
      const text = `a${middle}b`;
      const official = new RichText({ text }, { cleanNewlines: true });
      assert.equal(tidyText(text).text, official.text, `seed ${SEED}: ${JSON.stringify(text)}`);
    }
  });

  it("in linear time", { timeout: 60_000 }, () => {
    for (const text of hostileTexts(400_000).values()) tidyText(text);
  });
});

describe("links are shortened", () => {
  for (const [url, short] of [
    ["https://example.com/a/very/long/path", "example.com/a/very/long/..."],
    ["https://example.com/123456789012345", "example.com/123456789012..."],
    ["https://example.com/12345678901234", "example.com/12345678901234"],
    ["https://example.com/", "example.com"],
    ["http://example.com:8080/?a=b#c", "example.com:8080/?a=b#c"],
    ["https://user:pass@example.com/", "example.com"],
    ["HTTPS://Example.com/A", "example.com/A"],
    ["https://даркнетиан.com/путь", "даркнетиан.com/путь"],
    ["https://example.com/12345678901😀4567", "example.com/12345678901..."],
    ["mailto:a@b.c", "mailto:a@b.c"],
    ["https://", "https://"],
    ["no address", "no address"],
  ] as const) {
    it(url, () => assert.equal(toShortUrl(url), short));
  }

  it("where they show their own address, with facets in place", () => {
    const text = "😀 (https://example.com/a/very/long/path), ko-fi.com/alice?a=bcdefghijkl #tag";
    const short = shortenLinks({ text, facets: detectFacets(text) });
    assert.equal(short.text, "😀 (example.com/a/very/long/...), ko-fi.com/alice?a=bcde... #tag");
    assert.deepEqual(shorten(short.facets), [
      [6, 33, "link", "https://example.com/a/very/long/path"],
      [36, 61, "link", "https://ko-fi.com/alice?a=bcdefghijkl"],
      [62, 66, "tag", "tag"],
    ]);
  });

  it("and stay where they show other words", () => {
    for (const piece of [
      link("read https://a.b", "https://a.b"),
      link("https://a.b/1234567890123456789", "https://evil.com"),
    ]) {
      assert.deepEqual(shortenLinks(piece), piece);
    }
  });
});
