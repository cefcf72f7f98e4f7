import { tryCountGraphemes } from "../../syntax/countGraphemes.ts";
import { byteOffsets } from "../model/byteOffsets.ts";
import { characterAt, isAlphanumeric, isBorder, isDigit, isPunctuation, isSpace, mayBegin } from "./characters.ts";
import type { Scanned } from "./Found.ts";

// Soft hyphen, word joiner, zero-width spaces and joiners, a keycap; and marks of direction.
const ENDING = /[\u20e2\u00ad\u2060\u200b-\u200f\u202a-\u202e\u2066-\u2069]/;

/** The tag whose `#` is at a place. */
export function scanTag(text: string, start: number): Scanned {
  if (!mayBegin(text, start)) return;
  // What stands in brackets or quotation marks ends with them.
  const isQuoted = start > 0 && !isSpace(text.charCodeAt(start - 1));
  let place = start + 1;
  let end = place;
  let isWord = false;
  while (place < text.length) {
    const code = text.charCodeAt(place);
    if (isSpace(code) || (isQuoted && endsQuote(code)) || (code > 127 && isEnding(text, place, code))) break;
    const character = characterAt(text, place);
    place += character.length;
    if (isAlphanumeric(code) || !isPunctuation(character)) {
      end = place;
      isWord ||= !isDigit(code);
    }
  }
  const tag = text.slice(start + 1, end);
  // An emoji, the keycap of a number sign, begins like a tag.
  const isTag =
    isWord &&
    !/^[\ufe0f\u20e3]/.test(tag) &&
    (tag.length < 65 || ((tryCountGraphemes(tag, 64) ?? [...tag].length) < 65 && byteOffsets(tag)(tag.length) < 641));
  return isTag ? { feature: { $type: "app.bsky.richtext.facet#tag", tag }, start, end } : place;
}

function endsQuote(code: number): boolean {
  // An apostrophe may as well be of a word. ’ ) ] }
  return code === 41 || code === 93 || code === 125 || (code !== 0x2019 && isBorder(code));
}

function isEnding(text: string, at: number, code: number): boolean {
  if (!ENDING.test(text.charAt(at))) return false;
  // A joiner within an emoji joins, anywhere else it is as invisible as the others.
  return (
    code !== 0x200d || text.charCodeAt(at - 1) < 256 || !/^\p{Extended_Pictographic}/u.test(characterAt(text, at + 1))
  );
}
