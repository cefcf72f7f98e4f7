// What the scanners ask about single characters, by UTF-16 code unit. Most are ASCII, so that comes first.

/** As `\s` of regular expressions. */
export function isSpace(code: number): boolean {
  return !isAlphanumeric(code) && /\s/.test(String.fromCharCode(code));
}

export function isDigit(code: number): boolean {
  return code > 47 && code < 58;
}

/** An ASCII letter. */
export function isLetter(code: number): boolean {
  return (code > 64 && code < 91) || (code > 96 && code < 123);
}

/** An ASCII letter or digit. */
export function isAlphanumeric(code: number): boolean {
  return isDigit(code) || isLetter(code);
}

/** The character at a place, be it of one code unit or of two. */
export function characterAt(text: string, at: number): string {
  return String.fromCodePoint(text.codePointAt(at) ?? 0);
}

/** Of the category P; a whole character, not a code unit. */
export function isPunctuation(character: string): boolean {
  return /^\p{P}/u.test(character);
}

/**
 * White space, quotation marks, the brackets and the punctuation of East Asia, angle brackets, and what is not to be
 * seen: what is in no URL as people write them, and what something may begin after.
 */
export function isBorder(code: number): boolean {
  return !isAlphanumeric(code) && BORDER.test(String.fromCharCode(code));
}

const BORDER =
  /[\s"<>«»‘-‟‹›\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\u3001-\u3003\u3008-\u3011\u3014-\u301f！（），．：；＜＞？［］｛｝\uff5f-\uff65]/;

/**
 * Whether a mention, a tag or a link may begin at a place: at the beginning, after a border, or after a bracket. An
 * apostrophe is a quotation mark only where a word could begin.
 */
export function mayBegin(text: string, at: number): boolean {
  const before = text.charCodeAt(at - 1);
  if (before === 39 || before === 0x2019) return !/['’]/.test(text.charAt(at - 2)) && mayBegin(text, at - 1); // ' ’
  return at === 0 || isBorder(before) || before === 40 || before === 91 || before === 123; // ( [ {
}

/** A letter or digit of any script. */
export function isWordAt(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code < 128 ? isAlphanumeric(code) : /^[\p{L}\p{M}\p{N}]/u.test(text.charAt(at));
}
