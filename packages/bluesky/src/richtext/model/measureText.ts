import { utf8Length } from "../../syntax/utf8Length.ts";
import { countCharacters } from "./countCharacters.ts";
import type { Text } from "./RichText.ts";
import { toRichText } from "./toRichText.ts";

/** How long a text is, in what servers count. */
export interface TextLength {
  /** Characters as a person sees them. A post may have 300. */
  readonly graphemes: number;
  /** Bytes of UTF-8. A post may have 3,000. */
  readonly bytes: number;
}

/**
 * How long a text is. Where the platform has no `Intl.Segmenter` and no library was given to `setGraphemeCounter`,
 * `graphemes` is the number of code points, which is never less.
 *
 * @throws {InvalidOptionError} if `text` is no text
 * @example
 * ```ts
 * measureText("👨‍👩‍👧"); // { graphemes: 1, bytes: 18 }
 * ```
 */
export function measureText(text: Text): TextLength {
  const rich = toRichText(text);
  return { graphemes: countCharacters(rich.text, Infinity), bytes: utf8Length(rich.text) };
}
