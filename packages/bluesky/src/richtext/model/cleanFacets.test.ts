import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { RichText } from "@atproto/api";
import type { Facet } from "../../lexicons/app/bsky/richtext/facet.ts";
import { toHtml } from "../render/toHtml.ts";
import { toMarkdown } from "../render/toMarkdown.ts";
import { toSegments } from "../render/toSegments.ts";
import { cleanFacets } from "./cleanFacets.ts";
import { measureText } from "./measureText.ts";
import type { RichText as RichTextLike, TextEntity } from "./RichText.ts";

const facet = (byteStart: unknown, byteEnd: unknown, features: unknown = [link]): Facet =>
  ({ index: { byteStart, byteEnd }, features }) as Facet;
const link = { $type: "app.bsky.richtext.facet#link", uri: "https://example.com" };

describe("facets of others", () => {
  const text = "é😀 abc 東";
  const good = facet(7, 10);

  for (const [what, ...bad] of [
    ["out of range", facet(0, 99), facet(99, 100), facet(-1, 2), facet(15, 20)],
    ["inside of a character", facet(1, 2), facet(0, 1), facet(2, 4), facet(12, 14)],
    ["empty or backwards", facet(7, 7), facet(9, 7)],
    ["not numbers", facet("7", 10), facet(7.5, 10), facet(Number.NaN, 10), facet(7, Infinity), facet(undefined, null)],
    ["without features", facet(7, 9, []), facet(7, 9, null), facet(7, 9, [null, 1, {}, { $type: 5 }])],
    ["no facets", null, 5, "x", {}, { index: null, features: null }, []],
  ] as readonly (readonly [string, ...Facet[]])[]) {
    it(`that are ${what} are left out`, () => {
      for (const one of bad) assert.deepEqual(cleanFacets({ text, facets: [one, good] }), [good], JSON.stringify(one));
      assert.deepEqual(cleanFacets({ text, facets: bad }), []);
    });
  }

  it("that are in disorder are put in order, and of those that overlap the first stays", () => {
    const [a, b, c] = [facet(0, 2), facet(7, 10), facet(11, 14)];
    assert.deepEqual(cleanFacets({ text, facets: [c, b, a] }), [a, b, c]);
    assert.deepEqual(cleanFacets({ text, facets: [facet(8, 14), b, a] }), [a, b]);
    assert.deepEqual(cleanFacets({ text, facets: [b, facet(7, 14)] }), [b]);
    assert.deepEqual(cleanFacets({ text, facets: [facet(2, 6), a] }), [a, facet(2, 6)]);
  });

  it("crash nothing that shows them", () => {
    for (const facets of [
      [facet(1, 3)],
      [facet(5, 500)],
      [null],
      "x",
      7,
      { length: 3 },
      [facet(7, 10, [{ $type: "x" }])],
    ]) {
      const rich = { text, facets } as unknown as RichTextLike;
      assert.equal(toHtml(rich), text);
      assert.equal(toMarkdown(rich), text);
      assert.equal(
        toSegments(rich)
          .map((segment) => segment.text)
          .join(""),
        text,
      );
    }
  });

  it("in any number take linear time", { timeout: 30_000 }, () => {
    const long = "é".repeat(50_000);
    const facets = Array.from({ length: 50_000 }, (_, index) => facet(index % 7, 100_000 - (index % 3)));
    assert.equal(cleanFacets({ text: long, facets }).length, 1);
  });

  it("of what is no text are refused by name", () => {
    for (const none of [undefined, null, 5, {}, { text: 5 }]) {
      assert.throws(() => cleanFacets(none as unknown as RichTextLike), { code: "invalid_option", option: "text" });
    }
  });
});

describe("what posts of the first months have instead of facets", () => {
  const text = "é😀 abc 東";
  const entity = (start: unknown, end: unknown, type = "link", value: unknown = "https://example.com"): TextEntity =>
    ({ index: { start, end }, type, value }) as TextEntity;

  it("is read as facets, where there are none", () => {
    const entities = [entity(4, 7), entity(1, 3, "mention", "did:web:bob.test")];
    const facets = [facet(2, 6, [{ $type: "app.bsky.richtext.facet#mention", did: "did:web:bob.test" }]), facet(7, 10)];
    assert.deepEqual(cleanFacets({ text, entities }), facets);
    assert.deepEqual(cleanFacets({ text, entities, facets: [] }), facets);
    assert.deepEqual(cleanFacets({ text, entities, facets: [facet(0, 2)] }), [facet(0, 2)]);
    const official = new RichText({ text, entities: entities as never });
    assert.deepEqual(
      cleanFacets({ text, entities }),
      official.facets?.map(({ index, features }) => ({ index, features })),
    );
  });

  it("is left out where it makes no sense", () => {
    const bad = [
      entity(2, 3),
      entity(0, 99),
      entity(-1, 2),
      entity(4, 4),
      entity(4.5, 7),
      entity(4, 7, "x"),
      entity(4, 7, "link", 5),
    ];
    for (const one of [...bad, null, 5, {}] as TextEntity[]) {
      assert.deepEqual(cleanFacets({ text, entities: [one, entity(4, 7), entity(5, 6)] }), [facet(7, 10)]);
    }
    assert.deepEqual(cleanFacets({ text, entities: "x" as never }), []);
  });
});

describe("the length of a text", () => {
  it("is counted as servers count it", () => {
    for (const [text, graphemes, bytes] of [
      ["", 0, 0],
      ["abc\n", 4, 4],
      ["a\r\nb", 3, 4],
      ["👨‍👩‍👧é", 2, 20],
      ["e\u0301", 1, 3],
    ] as const) {
      assert.deepEqual(measureText(text), { graphemes, bytes }, text);
      assert.deepEqual(measureText({ text }), { graphemes, bytes }, text);
    }
  });
});
