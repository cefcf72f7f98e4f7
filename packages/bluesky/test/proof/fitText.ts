const segmenter = new Intl.Segmenter();

/** The limits of a string in a lexicon. */
export interface TextLimits {
  readonly minLength?: number | undefined;
  readonly maxLength?: number | undefined;
  readonly minGraphemes?: number | undefined;
  readonly maxGraphemes?: number | undefined;
}

/** The start of a text that fits into limits, lengthened by letters where it is too short. */
export function fitText(text: string, limits: TextLimits): string {
  const { minLength = 0, maxLength = Number.POSITIVE_INFINITY, minGraphemes = 0 } = limits;
  const { maxGraphemes = Number.POSITIVE_INFINITY } = limits;
  let kept = "";
  let count = 0;
  for (const { segment } of segmenter.segment(text)) {
    if (count === maxGraphemes || Buffer.byteLength(kept + segment) > maxLength) break;
    kept += segment;
    count++;
  }
  // A text of one grapheme may be too short in bytes, but not in what the lexicons have: there the letters fit.
  return kept + "x".repeat(Math.max(minLength - Buffer.byteLength(kept), minGraphemes - count, 0));
}
