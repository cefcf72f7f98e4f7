import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { link } from "../build/link.ts";
import { rt } from "../build/rt.ts";
import { placeFacets } from "../model/placeFacets.ts";
import type { RichText, Text } from "../model/RichText.ts";
import { createRandom } from "../testing/randomTexts.ts";
import { addFacets } from "./addFacets.ts";
import { joinTexts } from "./joinTexts.ts";
import { deleteText, insertText, replaceText } from "./replaceText.ts";
import { sliceText } from "./sliceText.ts";

/** The text with what facets cover in brackets. */
function show(text: RichText): string {
  let shown = "";
  let done = 0;
  for (const { start, end } of placeFacets(text)) {
    shown += `${text.text.slice(done, start)}[${text.text.slice(start, end)}]`;
    done = end;
  }
  return shown + text.text.slice(done);
}

/** A text from how `show` shows it. Each facet leads to the address of its words. */
const read = (shown: string): RichText =>
  joinTexts(
    shown.split(/[[\]]/).map((part, index): Text => (index % 2 ? link(part, `https://a.b/${encodeURI(part)}`) : part)),
  );

describe("a text is edited with its facets in place", () => {
  for (const [what, before, edit, after] of [
    ["put in before", "a [bc] d", (text: Text) => insertText(text, 0, "é😀"), "é😀a [bc] d"],
    ["put in at its beginning", "a [bc] d", (text: Text) => insertText(text, 2, "x"), "a x[bc] d"],
    ["put in inside", "a [bc] d", (text: Text) => insertText(text, 3, "😀"), "a [b😀c] d"],
    ["put in at its end", "a [bc] d", (text: Text) => insertText(text, 4, "x"), "a [bc]x d"],
    ["put in after", "a [bc] d", (text: Text) => insertText(text, 6, "x"), "a [bc] dx"],
    ["taken out before", "aé [bc] d", (text: Text) => deleteText(text, 0, 2), " [bc] d"],
    ["taken out over its beginning", "a [bc] d", (text: Text) => deleteText(text, 0, 3), "[c] d"],
    ["taken out inside", "a [bcd] d", (text: Text) => deleteText(text, 3, 4), "a [bd] d"],
    ["taken out over its end", "a [bc] d", (text: Text) => deleteText(text, 3, 5), "a [b]d"],
    ["taken out after", "a [bc] d", (text: Text) => deleteText(text, 4, 6), "a [bc]"],
    ["taken out as a whole", "a [bc] d", (text: Text) => deleteText(text, 2, 4), "a  d"],
    ["replaced as a whole", "a [bc] d", (text: Text) => replaceText(text, 2, 4, "x"), "a x d"],
    ["replaced by another", "a [bc] d", (text: Text) => replaceText(text, 2, 4, read("[xyz]")), "a [xyz] d"],
    [
      "replaced by a part with another",
      "a [bcd] e",
      (text: Text) => insertText(text, 3, read("x[y]z")),
      "a [bx][y]zcd e",
    ],
    ["two of them taken apart", "[ab] [cd]", (text: Text) => deleteText(text, 1, 4), "[a][d]"],
  ] as const) {
    it(what, () => assert.equal(show(edit(read(before))), after));
  }

  it("at places inside of characters and outside of the text", () => {
    const text = read("😀[a😀b]");
    assert.equal(show(insertText(text, 1, "x")), "x😀[a😀b]");
    assert.equal(show(insertText(text, 4, "x")), "😀[ax😀b]");
    assert.equal(show(deleteText(text, 4, 5)), "😀[ab]");
    assert.equal(show(deleteText(text, 1, 2)), "[a😀b]");
    assert.equal(show(insertText(text, -5, "x")), "x😀[a😀b]");
    assert.equal(show(insertText(text, Infinity, "x")), "😀[a😀b]x");
    assert.equal(show(replaceText(text, 99, 1, "x")), "😀[a😀b]x");
    assert.equal(show(deleteText(text, 1.7, 2.2)), "[a😀b]");
    assert.throws(() => deleteText(text, Number.NaN, 1), { code: "invalid_option", option: "start" });
    assert.throws(() => insertText(text, 0, 5 as unknown as string), { code: "invalid_option", option: "text" });
  });

  it("and cut, with the facets of the part", () => {
    const text = read("a [bcd] e [😀] f");
    assert.equal(show(sliceText(text, 3, 9)), "[cd] e [😀]");
    assert.equal(show(sliceText(text, 0, 9)), "a [bcd] e [😀]");
    assert.equal(show(sliceText(text, 5, 4)), "");
  });

  it("and marked where it is not yet", () => {
    const text = read("ab[cd]ef");
    const { facets = [] } = read("[a]b[cd]e[f]");
    assert.equal(show(addFacets(text, facets)), "[a]b[cd]e[f]");
    assert.equal(show(addFacets(text, read("[abc]def").facets ?? [])), "ab[cd]ef");
    assert.equal(show(addFacets(text, read("abc[def]").facets ?? [])), "ab[cd]ef");
    assert.equal(show(addFacets(text, read("[ab]cd[ef]").facets ?? [])), "[ab][cd][ef]");
  });

  it("without a change to what was given", () => {
    const text = read("a [bc] d");
    const copy = structuredClone(text);
    insertText(text, 3, "x");
    rt`${text}${text}`;
    assert.deepEqual(text, copy);
  });

  it("in the same way as character by character, whatever is done", () => {
    const seed = Number(process.env.RICHTEXT_SEED ?? Date.now() % 1_000_000);
    const random = createRandom(seed);
    const pick = (below: number): number => Math.floor(random() * below);
    for (let count = 0; count < 3_000; count++) {
      const words = Array.from({ length: 1 + pick(5) }, () => ["a", "é", "東", "😀", "bc"][pick(5)] ?? "");
      const text = read(words.map((word, index) => (index % 2 ? `[${word.repeat(1 + pick(3))}]` : word)).join(""));
      const [start, end] = [pick(text.text.length + 1), pick(text.text.length + 1)].sort((a, b) => a - b) as [
        number,
        number,
      ];
      const after = replaceText(text, start, end, "x");
      const where = `seed ${seed}: ${show(text)} ${start} ${end}: ${show(after)}`;
      // Each character that is left has the facet that it had.
      const left = marksOf(text).filter(
        ({ at, character }) => at + character.length <= start || at >= end || start === end,
      );
      const now = marksOf(after).filter(({ character }) => character !== "x");
      assert.deepEqual(
        now.map(({ character, uri }) => [character, uri]),
        left.map(({ character, uri }) => [character, uri]),
        where,
      );
    }
  });
});

interface Mark {
  readonly at: number;
  readonly character: string;
  readonly uri: unknown;
}

function marksOf(text: RichText): Mark[] {
  const placed = placeFacets(text);
  let at = 0;
  return [...text.text].map((character) => {
    const facet = placed.find(({ start, end }) => start <= at && at < end);
    const mark = { at, character, uri: (facet?.features[0] as { uri?: unknown } | undefined)?.uri };
    at += character.length;
    return mark;
  });
}
