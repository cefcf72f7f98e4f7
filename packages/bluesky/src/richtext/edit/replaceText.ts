import type { Text } from "../model/RichText.ts";
import { toRichText } from "../model/toRichText.ts";
import { type EditedText, editText } from "./editText.ts";
import { toRange } from "./toRange.ts";

/**
 * Replaces a part of a text, with the facets in place: those before and after it stay on their words, one around it
 * takes in what comes (unless that has facets of its own: then it ends there), one that is partly replaced keeps the
 * rest, one that is replaced as a whole is gone.
 *
 * Places are those of JavaScript strings. One outside of the text is its beginning or end; one inside of a character
 * (half of a surrogate pair) moves out of it.
 *
 * @throws {InvalidOptionError} if a text is none, or a place no number
 * @example
 * ```ts
 * replaceText("Hello bob", 6, 9, mention("bob.test")); // "Hello @bob.test", and a facet
 * ```
 */
export function replaceText(text: Text, start: number, end: number, by: Text): EditedText {
  const rich = toRichText(text);
  const [from, to] = toRange(rich.text, start, end);
  return editText(rich, [{ start: from, end: to, by: toRichText(by) }]);
}

/**
 * Puts something into a text; as {@link replaceText}.
 *
 * @throws {InvalidOptionError} if a text is none, or the place no number
 * @example
 * ```ts
 * insertText(draft, caret, "🦋");
 * ```
 */
export function insertText(text: Text, at: number, piece: Text): EditedText {
  return replaceText(text, at, at, piece);
}

/**
 * Takes a part out of a text; as {@link replaceText}.
 *
 * @throws {InvalidOptionError} if the text is none, or a place no number
 * @example
 * ```ts
 * deleteText(draft, caret - 1, caret);
 * ```
 */
export function deleteText(text: Text, start: number, end: number): EditedText {
  return replaceText(text, start, end, "");
}
