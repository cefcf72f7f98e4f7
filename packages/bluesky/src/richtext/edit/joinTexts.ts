import type { Text } from "../model/RichText.ts";
import { type EditedText, editText } from "./editText.ts";

/**
 * Texts and their facets, one after the other.
 *
 * @throws {InvalidOptionError} if one is no text
 */
export function joinTexts(texts: readonly Text[]): EditedText {
  return editText(
    { text: "" },
    texts.map((by) => ({ start: 0, end: 0, by })),
  );
}
