/** Counts the grapheme clusters of a text. */
export type GraphemeCounter = (text: string) => number;

// Made at the first use: loading this module does nothing.
let segmenter: Intl.Segmenter | undefined;
let counter: GraphemeCounter | undefined;

/**
 * How many characters a person sees in a text (extended grapheme clusters), which is what `minGraphemes` and
 * `maxGraphemes` of a lexicon count. A family emoji is one, a letter with combining marks is one.
 *
 * It is `Intl.Segmenter` that counts. Some JavaScript engines on phones have none: there, give {@link
 * setGraphemeCounter} a library's. Without either, only a bound is known, `text.length`, and validators leave the count
 * to the server.
 *
 * @throws RangeError where neither the engine nor a library counts
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
 * Sets what counts graphemes from now on, or, with `undefined`, goes back to what the platform has. For engines without
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
