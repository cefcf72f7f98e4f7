import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { link } from "../build/link.ts";
import { rt } from "../build/rt.ts";
import { detectFacets } from "../detect/detectFacets.ts";
import { measureText } from "../model/measureText.ts";
import { placeFacets } from "../model/placeFacets.ts";
import type { RichText } from "../model/RichText.ts";
import { hostileTexts } from "../testing/hostileTexts.ts";
import { createRandom, randomPost, randomText } from "../testing/randomTexts.ts";
import { splitText } from "./splitText.ts";

const texts = (parts: readonly RichText[]): string[] => parts.map(({ text }) => text);
const SEED = Number(process.env.RICHTEXT_SEED ?? Date.now() % 1_000_000);

describe("a long text is split", () => {
  for (const [what, text, maxGraphemes, ...parts] of [
    ["not at all if it fits", "One. Two.", 9, "One. Two."],
    ["between sentences", "One is here. Two is there! Three? Four.", 27, "One is here. Two is there!", "Three? Four."],
    [
      "not after abbreviations",
      "See Dr. Who, e.g. here, J. Doe said. Now more.",
      40,
      "See Dr. Who, e.g. here, J. Doe said.",
      "Now more.",
    ],
    ["not after a sentence that goes on", 'He said "hi!" to me. Then left.', 25, 'He said "hi!" to me.', "Then left."],
    ["between lines", "one two\nthree four\nfive", 19, "one two\nthree four", "five"],
    ["between paragraphs", "one\n\ntwo three", 10, "one", "two three"],
    ["between words where a sentence is too long", "aaa bbb ccc ddd eee.", 8, "aaa bbb", "ccc ddd", "eee."],
    ["inside of words that are too long", "aaaaabbbbbcc d", 5, "aaaaa", "bbbbb", "cc d"],
    ["between characters", "👨‍👩‍👧👨‍👩‍👧👨‍👩‍👧", 2, "👨‍👩‍👧👨‍👩‍👧", "👨‍👩‍👧"],
    ["in scripts without spaces", "見て。今日は晴れ。明日も", 10, "見て。今日は晴れ。", "明日も"],
    ["without what stands between", "  a.  \n\n  b.  ", 3, "a.", "b."],
    ["into nothing if there is nothing", " \n ", 5],
  ] as const) {
    it(what, () => assert.deepEqual(texts(splitText(text, { maxGraphemes })), parts));
  }

  it("by bytes too", () => {
    assert.deepEqual(texts(splitText("é é é", { maxBytes: 5 })), ["é é", "é"]);
    assert.deepEqual(texts(splitText("👨‍👩‍👧", { maxBytes: 10 })), ["👨\u200d", "👩\u200d", "👧"]);
  });

  it("with facets whole, at their places in the parts", () => {
    const text = rt`One 😀 ${link("two three four", "https://a.b")} five. ${link("Six", "https://c.d")}.`;
    const parts = splitText(text, { maxGraphemes: 15 });
    assert.deepEqual(texts(parts), ["One 😀", "two three four", "five. Six."]);
    assert.deepEqual(
      parts.map((part) => placeFacets(part).map(({ start, end }) => part.text.slice(start, end))),
      [[], ["two three four"], ["Six"]],
    );
    // One that fits nowhere is a link in each part.
    const long = splitText(link("aaaa bbbb", "https://a.b"), { maxGraphemes: 4 });
    assert.deepEqual(texts(long).join("").replaceAll(" ", ""), "aaaabbbb");
    assert.ok(long.every(({ facets, text }) => facets[0]?.index.byteEnd === text.length));
  });

  it("and numbered", () => {
    assert.deepEqual(texts(splitText("One. Two. Three.", { maxGraphemes: 12, number: true })), [
      "One. (1/3)",
      "Two. (2/3)",
      "Three. (3/3)",
    ]);
    assert.deepEqual(texts(splitText("One.", { number: true })), ["One."]);
    const number = (index: number, count: number): string => `\n${"🧵".repeat(index)}${count}`;
    const own = splitText("One two three four five.", { maxGraphemes: 12, number });
    assert.ok(own.length > 2 && own.every(({ text }, index) => text.endsWith(number(index + 1, own.length))));
    assert.ok(own.every((part) => measureText(part).graphemes <= 12));
    const many = splitText("word ".repeat(900), { maxGraphemes: 20, number: true });
    assert.ok(many.length > 400 && many.every((part) => measureText(part).graphemes <= 20));
    assert.ok(many.at(-1)?.text.endsWith(` (${many.length}/${many.length})`));
    const none = { code: "invalid_option", option: "number" };
    assert.throws(() => splitText("a b c d e f", { maxGraphemes: 4, number: true }), none);
    assert.throws(() => splitText("a", { maxGraphemes: 0 }), { code: "invalid_option", option: "maxGraphemes" });
    for (const maxBytes of [1.5, 3, "9" as unknown as number]) {
      assert.throws(() => splitText("a", { maxBytes }), { code: "invalid_option", option: "maxBytes" });
    }
  });

  it("around a facet that is in a word too long for a part", () => {
    const text = `${"a".repeat(28)}”@alice.test${"b".repeat(20)}`;
    const parts = splitText({ text, facets: detectFacets(`${"a".repeat(28)}”@alice.test`) }, { maxGraphemes: 30 });
    assert.deepEqual(texts(parts), [`${"a".repeat(28)}”`, "@alice.test", "b".repeat(20)]);
    assert.deepEqual(
      parts.map(({ facets }) => facets?.length ?? 0),
      [0, 1, 0],
    );
  });

  it("into parts that fit, and lose nothing, whatever the text", () => {
    const random = createRandom(SEED);
    for (let count = 0; count < 600; count++) {
      const text = count % 2 ? Array.from({ length: 6 }, () => randomPost(random)).join(". ") : randomText(random);
      const limits = { maxGraphemes: 40 + Math.floor(random() * 60), maxBytes: 120 + Math.floor(random() * 100) };
      const rich = { text, facets: detectFacets(text) };
      const parts = splitText(rich, limits);
      const where = `seed ${SEED}: ${JSON.stringify(text)} ${JSON.stringify(limits)}`;
      for (const part of parts) {
        const { graphemes, bytes } = measureText(part);
        assert.ok(
          graphemes <= limits.maxGraphemes && bytes <= limits.maxBytes && part.text.trim() === part.text,
          where,
        );
      }
      assert.equal(texts(parts).join("").replace(/\s/g, ""), text.replace(/\s/g, ""), where);
      const covered = (of: RichText): string[] => placeFacets(of).map(({ start, end }) => of.text.slice(start, end));
      const fitting = covered(rich).filter((part) => part.length < 20);
      const found = parts.flatMap(covered).filter((part) => part.length < 20);
      for (const part of fitting) assert.ok(found.includes(part), `${where} ${part}`);
    }
  });

  it("in linear time", { timeout: 60_000 }, () => {
    for (const text of hostileTexts(20_000).values()) splitText({ text, facets: detectFacets(text) }, { number: true });
  });
});
