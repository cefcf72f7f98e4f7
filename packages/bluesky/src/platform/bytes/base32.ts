const ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";

/** All pairs of characters, by their ten bits. Made at the first use: loading this module does nothing. */
let pairs: readonly string[] | undefined;

/** Base 32 of RFC 4648 in lower case without padding, as in CIDs. */
export function encodeBase32(bytes: Uint8Array): string {
  pairs ??= [...ALPHABET].flatMap((first) => [...ALPHABET].map((second) => first + second));
  let text = "";
  let buffer = 0;
  let bits = 0;
  for (let i = 0; i < bytes.length; i++) {
    buffer = ((buffer << 8) | (bytes[i] ?? 0)) & 0x3ffff;
    bits += 8;
    if (bits > 9) {
      bits -= 10;
      text += pairs[(buffer >> bits) & 1023];
    }
  }
  if (bits > 4) {
    bits -= 5;
    text += ALPHABET[(buffer >> bits) & 31];
  }
  return bits > 0 ? text + ALPHABET[(buffer << (5 - bits)) & 31] : text;
}

/** The inverse; undefined of what {@link encodeBase32} does not write. */
export function decodeBase32(text: string): Uint8Array<ArrayBuffer> | undefined {
  const bytes = new Uint8Array((text.length * 5) >> 3);
  let buffer = 0;
  let bits = 0;
  let at = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (!(c > 96 && c < 123) && !(c > 49 && c < 56)) return undefined;
    buffer = ((buffer << 5) | (c > 96 ? c - 97 : c - 24)) & 0xfff;
    bits += 5;
    if (bits > 7) {
      bits -= 8;
      bytes[at++] = buffer >> bits;
    }
  }
  // Bits that are left over are fewer than a character has, and zero.
  return bits < 5 && (buffer & ((1 << bits) - 1)) === 0 ? bytes : undefined;
}
