import { hashSha256Text } from "#hash-sha256";

/** How far above the bottom of the tree a key stands: pairs of zero bits that its hash begins with. */
export function keyDepth(key: Uint8Array): number {
  const hash = hashSha256Text(key);
  let zeros = 0;
  for (let i = 0; i < hash.length; i++) {
    const byte = hash.charCodeAt(i);
    if (byte > 0) return (zeros + Math.clz32(byte) - 24) >> 1;
    zeros += 8;
  }
  return zeros >> 1;
}
