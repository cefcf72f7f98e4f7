import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { countGraphemes as fromLibrary } from "unicode-segmenter/grapheme";
import { soak } from "../../../../scripts/test/soak.ts";
import { tryCountGraphemes } from "./countGraphemes.ts";
import { countGraphemes, setGraphemeCounter, utf8Length } from "./index.ts";

const anyText = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.string({ unit: "grapheme" }),
  // Lone surrogates too.
  fc.array(fc.nat(0xffff)).map((units) => String.fromCharCode(...units)),
);

test("utf8Length counts what an encoder writes", () => {
  for (const [text, bytes] of [
    ["", 0],
    ["a", 1],
    ["é", 2],
    ["\u07ff", 2],
    ["\u0800", 3],
    ["€", 3],
    ["😀", 4],
    ["\ud83d", 3],
    ["\ude00", 3],
    ["\ud83da", 4],
    ["\ud83d\ud83d\ude00", 7],
  ] as const) {
    assert.equal(utf8Length(text), bytes, JSON.stringify(text));
  }
  fc.assert(
    fc.property(anyText, (text) => {
      const bytes = utf8Length(text);
      assert.equal(bytes, new TextEncoder().encode(text).length);
      assert.ok(bytes >= text.length && bytes <= 3 * text.length);
    }),
    { numRuns: soak(1000, 300_000) },
  );
});

const segmenter = new Intl.Segmenter();
const exact = (text: string): number => [...segmenter.segment(text)].length;

describe("countGraphemes", () => {
  test("counts as Intl.Segmenter does", () => {
    assert.equal(countGraphemes(""), 0);
    assert.equal(countGraphemes("👨‍👩‍👧‍👦e\u0301🇩🇪\r\n"), 4);
    fc.assert(fc.property(anyText, (text) => assert.equal(countGraphemes(text), exact(text))));
  });

  test("stops where it is told", () => {
    assert.equal(tryCountGraphemes("abcdef", 3), 4);
    assert.equal(tryCountGraphemes("abcdef", 6), 6);
    assert.equal(tryCountGraphemes("abcdef", 0), 1);
    const began = performance.now();
    assert.equal(tryCountGraphemes("👍🏽e\u0301".repeat(500_000), 300), 301);
    assert.ok(performance.now() - began < 500);
  });

  test("takes the counter that it is given", () => {
    setGraphemeCounter((text) => text.length * 2);
    try {
      assert.equal(countGraphemes("abc"), 6);
    } finally {
      setGraphemeCounter(undefined);
    }
    assert.equal(countGraphemes("abc"), 3);
  });
});

test("without Intl.Segmenter it is the library that counts, or nothing", () => {
  const { Segmenter } = Intl;
  Object.defineProperty(Intl, "Segmenter", { value: undefined, configurable: true, writable: true });
  try {
    assert.equal(tryCountGraphemes("abc", 10), undefined);
    assert.throws(() => countGraphemes("abc"), RangeError);
    setGraphemeCounter(fromLibrary);
    assert.equal(countGraphemes("👨‍👩‍👧‍👦e\u0301🇩🇪\r\n"), 4);
    fc.assert(fc.property(fc.string({ unit: "grapheme" }), (text) => assert.equal(countGraphemes(text), exact(text))));
  } finally {
    setGraphemeCounter(undefined);
    Object.defineProperty(Intl, "Segmenter", { value: Segmenter, configurable: true, writable: true });
  }
  assert.equal(countGraphemes("abc"), 3);
});
