import { decodeUtf8 } from "../../../platform/bytes/decodeUtf8.ts";

/** How much of a page is looked through for the name of its charset. */
const HEAD = 2048;

/** Marks of byte order, which are stronger than what anybody says. */
const MARKS: readonly (readonly [bytes: readonly number[], charset: string])[] = [
  [[0xef, 0xbb, 0xbf], "utf-8"],
  [[0xfe, 0xff], "utf-16be"],
  [[0xff, 0xfe], "utf-16le"],
];

/**
 * The text of a page: in the charset of its mark of byte order, of the header, of its own `meta`, or else in UTF-8 where it is that,
 * and in Windows-1252 where it is not, as browsers do.
 *
 * @param type the header `content-type`
 * @see https://html.spec.whatwg.org/multipage/parsing.html#determining-the-character-encoding
 */
export function decodePage(bytes: Uint8Array, type: string): string {
  // Not every platform has one.
  if (typeof TextDecoder !== "function") return decodeUtf8(bytes) ?? "";
  const marked = MARKS.find(([mark]) => mark.every((byte, i) => bytes[i] === byte))?.[1];
  const named = marked ?? known(charsetOf(type)) ?? known(readMeta(bytes));
  if (named) return decode(bytes, named);
  const text = decode(bytes, "utf-8");
  // What was cut off at its end may end in half a character.
  return text.slice(0, -1).includes("\ufffd") ? decode(bytes, known("windows-1252") ?? "utf-8") : text;
}

function charsetOf(type: string): string | undefined {
  return /charset\s{0,9}=\s{0,9}["']?\s{0,9}([^\s"';,>/]{1,40})/i.exec(type)?.[1];
}

/** What a page says of itself, in ASCII: a page in UTF-16 cannot say so in these words, so it means something else. */
function readMeta(bytes: Uint8Array): string | undefined {
  const head = withoutComments(String.fromCharCode(...bytes.subarray(0, HEAD)));
  for (const [tag] of head.matchAll(/<meta\s[^<>]{1,300}/gi)) {
    const charset = charsetOf(tag);
    if (charset) return /^utf-?16/i.test(charset) ? "utf-8" : charset;
  }
  return /^<\?xml [^<>]{0,100}encoding=["']([^"'<>]{1,40})/.exec(head)?.[1];
}

/** An expression would look for the end of a comment again at each beginning: pages can be all beginnings. */
function withoutComments(text: string): string {
  let kept = "";
  for (let at = 0; ; ) {
    const start = text.indexOf("<!--", at);
    const end = start < 0 ? -1 : text.indexOf("-->", start + 4);
    if (end < 0) return kept + text.slice(at);
    kept += text.slice(at, start);
    at = end + 3;
  }
}

/** A name that the platform has a decoder for. Not every platform has all of them. */
function known(charset: string | undefined): string | undefined {
  if (charset === undefined) return undefined;
  try {
    return new TextDecoder(charset).encoding;
  } catch {
    return undefined;
  }
}

function decode(bytes: Uint8Array, charset: string): string {
  return new TextDecoder(charset).decode(bytes);
}
