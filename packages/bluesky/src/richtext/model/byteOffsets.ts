/**
 * Counts the bytes of UTF-8 before places in a text that are asked for in rising order: each character is looked at
 * once, and what follows the last place not at all. Half of a surrogate pair counts three, as encoders write U+FFFD in
 * its place.
 */
export function byteOffsets(text: string): (place: number) => number {
  let index = 0;
  let bytes = 0;
  return (place) => {
    while (index < place) {
      const code = text.charCodeAt(index++);
      if (code < 128) bytes++;
      else if (code < 2048) bytes += 2;
      else if (code > 0xd7ff && code < 0xdc00 && (text.charCodeAt(index) & 0xfc00) === 0xdc00) {
        bytes += 4;
        index++;
      } else bytes += 3;
    }
    return bytes;
  };
}
