/**
 * How many bytes a string has in UTF-8, which is what `minLength` and `maxLength` of a lexicon count. A lone surrogate
 * counts three, as encoders write U+FFFD in its place. Nothing is allocated.
 *
 * Two bounds are known without counting: a string has at least `text.length` bytes and at most three times as many.
 */
export function utf8Length(text: string): number {
  let bytes = text.length;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c > 127) {
      bytes += c > 2047 ? 2 : 1;
      // A pair of surrogates makes four bytes of two units, not six.
      if (c > 0xd7ff && c < 0xdc00 && (text.charCodeAt(i + 1) & 0xfc00) === 0xdc00) i++;
    }
  }
  return bytes;
}
