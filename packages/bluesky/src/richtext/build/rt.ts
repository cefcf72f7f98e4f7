import type { EditedText } from "../edit/editText.ts";
import { joinTexts } from "../edit/joinTexts.ts";
import type { Text } from "../model/RichText.ts";

/**
 * A text with pieces in it, as a tagged template: what {@link mention}, {@link link} and {@link tag} make, any other
 * text, strings and numbers.
 *
 * @throws {InvalidOptionError} if a piece is no text
 * @example
 * ```ts
 * rt`Hello ${mention("bob.test")}, ${link("read this", "https://example.com")}`;
 * ```
 */
export function rt(strings: TemplateStringsArray, ...pieces: readonly (Text | number)[]): EditedText {
  return joinTexts(strings.flatMap((part, index) => (index === 0 ? [part] : [toText(pieces[index - 1]), part])));
}

function toText(piece: Text | number | undefined): Text {
  // What is none of them is refused, with its type, as the text that it is not.
  return typeof piece === "number" ? String(piece) : (piece as Text);
}
