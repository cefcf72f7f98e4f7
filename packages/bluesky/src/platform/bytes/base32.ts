const ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";

/** Base 32 of RFC 4648 in lower case without padding, as in CIDs. */
export function encodeBase32(bytes: Uint8Array): string {
  let text = "";
  let buffer = 0;
  let bits = 0;
  for (const byte of bytes) {
    buffer = ((buffer << 8) | byte) & 0xfff;
    bits += 8;
    for (; bits > 4; bits -= 5) text += ALPHABET[(buffer >> (bits - 5)) & 31];
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
