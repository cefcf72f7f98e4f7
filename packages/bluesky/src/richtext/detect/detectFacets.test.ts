import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Facet } from "../../lexicons/app/bsky/richtext/facet.ts";
import { detectionCases, shorten } from "../testing/cases.ts";
import { hostileTexts } from "../testing/hostileTexts.ts";
import { officialFacets } from "../testing/officialFacets.ts";
import { createRandom, randomPost, randomText } from "../testing/randomTexts.ts";
import { detectFacets } from "./detectFacets.ts";

const SEED = Number(process.env.RICHTEXT_SEED ?? Date.now() % 1_000_000);
const found = (text: string): unknown[] => shorten(detectFacets(text)).map(([, , type, value]) => [type, value]);

describe("facets are detected", () => {
  for (const { about, text, app, ours = app } of detectionCases) {
    it(`in ${JSON.stringify(text)}: ${about}`, () => assert.deepEqual(shorten(detectFacets(text)), ours));
  }

  it("of links without what stands around them", () => {
    const uri = "https://a.example.com/b";
    for (const [before, after] of [
      ["(", ")."],
      ["[", "]"],
      ["<", ">"],
      ["“", "”,"],
      ["„", "“"],
      ["«", "»"],
      ["「", "」を"],
      ["（", "）"],
      ["‘", "’"],
      ["'", "'"],
      ["見て", "。次"],
      ["", "?!..."],
      ["", "…"],
      ["", "\u200b"],
      ["(see ", ")"],
      ["[x](", ")"],
      ["", "]("],
      ["👉", ""],
    ] as const) {
      assert.deepEqual(found(`${before}${uri}${after}`), [["link", uri]], `${before}${after}`);
    }
  });

  it("of links with brackets of their own", () => {
    for (const uri of [
      "https://a.com/Foo_(bar)",
      "https://a.com/Foo_(bar)_(baz)",
      "https://a.com/x[1]",
      "https://[::1]/x",
      "https://a.com/Rubik's_Cube",
      "https://a.com/?a=b&c=(d)#e",
      "https://a.com/a_(b_(c))",
    ]) {
      assert.deepEqual(found(uri), [["link", uri]]);
      assert.deepEqual(found(`(see ${uri}).`), [["link", uri]]);
    }
  });

  it("of links without a scheme", () => {
    for (const [text, uri] of [
      ["ko-fi.com/x.", "https://ko-fi.com/x"],
      ["163.com", "https://163.com"],
      ["пример.рф/путь", "https://пример.рф/путь"],
      ["münchen.de", "https://münchen.de"],
      ["EXAMPLE.COM/A", "https://EXAMPLE.COM/A"],
      ["a.xn--p1ai", "https://a.xn--p1ai"],
      ["a.xn--mgba3a4f16a", "https://a.xn--mgba3a4f16a"],
      ["例え.中国", "https://例え.中国"],
      ["example.com?a=b", "https://example.com?a=b"],
      ["example.com#a", "https://example.com#a"],
      ["example.com: yes", "https://example.com"],
      ["example.com...", "https://example.com"],
      ["http.cat", "https://http.cat"],
    ] as const) {
      assert.deepEqual(found(text), [["link", uri]]);
    }
  });

  it("of nothing that is none", () => {
    for (const text of [
      ...[
        "http.server",
        "first.me@example.com",
        "me@example.com",
        "foo_bar.com",
        "-a.com",
        "a-.com",
        "a..com",
        "x.-com",
      ],
      ...[
        "I was there.So was he",
        "at 9.am",
        "10.30.am",
        "a.com_b",
        "見てexample.com",
        "example.com:99999",
        "...",
        ".-",
        "-.-",
      ],
      ...[
        "https://",
        "https://.",
        "https://?x",
        "https:///x",
        "https://a b".slice(0, 8),
        "xhttps://a.com",
        "https://:80",
      ],
      ...[
        "@bob",
        "@bob.test_",
        "@-bob.test",
        "@bob..test",
        "a@bob.test",
        "@",
        "@.",
        "#",
        "#1",
        "#!!!",
        "#\u200b",
        "a#b",
        "# b",
      ],
      ...["$", "$1", "$ABCDEF", "a$AB", "$AB-", "$AB/CD"],
    ]) {
      assert.deepEqual(found(text), [], text);
    }
  });

  it("of nothing in what is no text", () => {
    for (const none of [undefined, null, 5, {}]) assert.deepEqual(detectFacets(none as unknown as string), []);
  });

  it("of tags", () => {
    for (const [text, ...tags] of [
      ["(#a) [#b] “#c” 「#d」を #e,", "a", "b", "c", "d", "e"],
      ["#like, #a___... ＃全角", "like", "a", "全角"],
      ["#👨‍👩‍👧 #❤️‍🔥x #🏳️‍🌈!", "👨‍👩‍👧", "❤️‍🔥x", "🏳️‍🌈"],
      ["\u2066#a\u2069", "a"],
      [`#${"👨‍👩‍👧".repeat(35)}`, "👨‍👩‍👧".repeat(35)],
    ] as const) {
      assert.deepEqual(
        found(text),
        tags.map((tag) => ["tag", tag]),
        text,
      );
    }
    // 64 graphemes, and more bytes than a record may have.
    assert.deepEqual(found(`#${"👨‍👩‍👧".repeat(64)}`), []);
  });

  it("with bytes counted as encoders count them", () => {
    const before = "é東😀\ud83d 👨‍👩‍👧 ";
    const byteStart = new TextEncoder().encode(before).length;
    assert.deepEqual(shorten(detectFacets(`${before}@bob.test`)), [[byteStart, byteStart + 9, "mention", "bob.test"]]);
  });

  it("as the app finds them in ordinary posts", () => {
    const random = createRandom(SEED);
    for (let count = 0; count < 1_000; count++) {
      const text = randomPost(random);
      assert.deepEqual(detectFacets(text), officialFacets(text), `seed ${SEED}: ${text}`);
    }
  });

  it("in order, none over another, and as servers take them, whatever the text", () => {
    const random = createRandom(SEED);
    let facets = 0;
    for (let count = 0; count < 5_000; count++) {
      const text = randomText(random);
      const bytes = new TextEncoder().encode(text);
      let end = 0;
      for (const facet of detectFacets(text)) {
        const { byteStart, byteEnd } = facet.index;
        const where = `seed ${SEED}: ${JSON.stringify(text)} at ${byteStart}`;
        assert.ok(end <= byteStart && byteStart < byteEnd && byteEnd <= bytes.length, where);
        // Not inside of a character: there, UTF-8 has bytes of the form 10xxxxxx.
        assert.ok(
          [byteStart, byteEnd].every((place) => ((bytes[place] ?? 0) & 0xc0) !== 0x80),
          where,
        );
        const features = facet.features.map((feature) => ({ did: "", ...feature }));
        const resolved = features.map(({ did, ...rest }) => (did ? { ...rest, did: "did:web:example.com" } : rest));
        // Half of a surrogate pair no record may have, wherever it stands.
        assert.ok(!text.isWellFormed() || Facet.safeParse({ ...facet, features: resolved }).ok, where);
        const [feature] = facet.features as { uri?: string }[];
        if (feature?.uri !== undefined) assert.ok(URL.canParse(feature.uri), where);
        end = byteEnd;
        facets++;
      }
    }
    assert.ok(facets > 1_000, `${facets} facets`);
  });

  // Looking at characters again and again would take minutes.
  it("in time that is linear in the text", { timeout: 60_000 }, () => {
    for (const text of hostileTexts(400_000).values()) detectFacets(text);
    detectFacets(`${"'".repeat(400_000)}@bob.test`);
  });
});
