/** Base 64 of RFC 4648, with padding, as HTTP's `Basic` has it. */
export function encodeBase64(bytes: Uint8Array): string {
  // `btoa` takes bytes only, as characters.
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}

/** The bytes of base 64 in the alphabet for URLs, without padding, as in JWTs; undefined of anything else. */
export function decodeBase64Url(text: string): Uint8Array<ArrayBuffer> | undefined {
  if (!/^[\w-]*$/.test(text) || text.length % 4 === 1) return undefined;
  const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}
