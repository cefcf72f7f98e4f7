/** A text in UTF-8. Half a character becomes U+FFFD, as everywhere on the web. */
export function encodeUtf8(text: string): Uint8Array<ArrayBuffer> {
  // Not every platform has one. What comes then is slow.
  if (typeof TextEncoder === "function") return new TextEncoder().encode(text);
  const bytes: number[] = [];
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    const whole = code > 0xd7ff && code < 0xe000 ? 0xfffd : code;
    if (whole < 0x80) bytes.push(whole);
    else {
      const more = whole < 0x800 ? 1 : whole < 0x10000 ? 2 : 3;
      bytes.push(([0, 0xc0, 0xe0, 0xf0][more] ?? 0) | (whole >> (6 * more)));
      for (let left = more - 1; left >= 0; left--) bytes.push(0x80 | ((whole >> (6 * left)) & 0x3f));
    }
  }
  return Uint8Array.from(bytes);
}
