/** Counts the grapheme clusters of a text. */
export type GraphemeCounter = (text: string) => number;

// Made at the first use: loading this module does nothing.
let segmenter: Intl.Segmenter | undefined;
let counter: GraphemeCounter | undefined;

/**
 * Counts the characters that a reader sees in a text (extended grapheme clusters), as `minGraphemes` and `maxGraphemes`
 * of a lexicon do. A family emoji counts as one, and so does a letter with combining marks.
 *
 * This uses `Intl.Segmenter`, which some JavaScript engines on phones lack. There, pass a library's function to {@link
 * setGraphemeCounter}. Without either, only an upper bound is known, `text.length`, and validators leave the count to
 * the server.
 *
 * @throws {RangeError} if neither the engine nor a library can count graphemes
 * @see https://www.unicode.org/reports/tr29/
 */
export function countGraphemes(text: string): number {
  const count = tryCountGraphemes(text, Infinity);
  if (count === undefined) throw new RangeError("no Intl.Segmenter here: call setGraphemeCounter with a library's");
  return count;
}

/**
 * As {@link countGraphemes}, but `undefined` where nothing can count, and never much more than `stopAbove`: a bound on
 * the time for hostile input.
 */
export function tryCountGraphemes(text: string, stopAbove: number): number | undefined {
  if (counter) return counter(text);
  // The types promise a Segmenter, not all engines have one.
  const { Segmenter } = Intl as { Segmenter?: typeof Intl.Segmenter };
  if (!Segmenter) return undefined;
  segmenter ??= new Segmenter();
  let count = 0;
  for (const _ of segmenter.segment(text)) if (++count > stopAbove) break;
  return count;
}

/**
 * Sets the function that counts graphemes from now on. `undefined` returns to that of the platform. For engines without
 * `Intl.Segmenter`.
 *
 * @example
 * ```ts
 * import { countGraphemes } from "unicode-segmenter/grapheme";
 * setGraphemeCounter(countGraphemes);
 * ```
 */
export function setGraphemeCounter(value: GraphemeCounter | undefined): void {
  counter = value;
}
