import { isSpace } from "../detect/characters.ts";
import { type Edit, type EditedText, editText } from "../edit/editText.ts";
import type { Text } from "../model/RichText.ts";
import { toRichText } from "../model/toRichText.ts";

/**
 * A text as the app posts it: without empty lines before it and white space after it, and with one empty line where
 * there are more. Lines that hold only what nobody sees are empty.
 *
 * @throws {InvalidOptionError} if `text` is no text
 * @example
 * ```ts
 * tidyText("Hello\n\n\n\nBob \n").text; // "Hello\n\nBob"
 * ```
 */
export function tidyText(text: Text): EditedText {
  const rich = toRichText(text);
  const whole = rich.text;
  const end = whole.trimEnd().length;
  const start = whole.lastIndexOf("\n", whole.length - whole.trimStart().length - 1) + 1;
  const first = whole.trimStart() === "" ? 0 : start;
  const edits: Edit[] = first > 0 ? [{ start: 0, end: first, by: "" }] : [];
  for (let at = first; at < end; at++) {
    if (!isBreak(whole, at)) continue;
    let breaks = 0;
    let last = at;
    for (let next = at + 1; next < end && isUnseen(whole, next); next++) {
      if (!isBreak(whole, next)) continue;
      breaks++;
      last = next;
    }
    if (breaks > 1) edits.push({ start: at, end: last + 1, by: "\n\n" });
    at = last;
  }
  if (end < whole.length) edits.push({ start: end, end: whole.length, by: "" });
  return editText(rich, edits);
}

function isBreak(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code === 10 || code === 13;
}

/** White space, and what takes no room. */
function isUnseen(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return isSpace(code) || code === 0xad || code === 0x2060 || (code > 0x200a && code < 0x200e);
}
