import { tryCountGraphemes } from "../../syntax/countGraphemes.ts";

/**
 * How many characters a person sees, as servers count them. Where neither the platform nor a library can tell, it is
 * the number of code points, which is never less. Stops not far above `stopAbove`.
 */
export function countCharacters(text: string, stopAbove: number): number {
  // Of ASCII only a line break of two characters is one grapheme.
  if (/^[ -~\n\t]*$/.test(text)) return text.length;
  return tryCountGraphemes(text, stopAbove) ?? [...text].length;
}
