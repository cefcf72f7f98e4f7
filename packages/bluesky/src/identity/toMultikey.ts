const ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

/** What goes before a compressed key in a Multikey: the multicodec of its curve, as a varint. */
const CODECS: Readonly<Record<string, readonly number[]>> = {
  EcdsaSecp256r1VerificationKey2019: [0x80, 0x24],
  EcdsaSecp256k1VerificationKey2019: [0xe7, 0x01],
};

/**
 * A verification method's key as a Multikey of one of the protocol's two curves; `undefined` if it is none. The legacy
 * types name the curve and hold the bare point, compressed or not; a Multikey has the curve inside.
 */
export function toMultikey(type: unknown, key: string): string | undefined {
  const bytes = fromBase58(key);
  if (!bytes) return;
  if (type === "Multikey") {
    const known = Object.values(CODECS).some(([first, second]) => bytes[0] === first && bytes[1] === second);
    return known && isCompressed(bytes.slice(2)) ? key : undefined;
  }
  const codec = typeof type === "string" && Object.hasOwn(CODECS, type) ? CODECS[type] : undefined;
  if (!codec) return;
  const point = bytes.length === 65 && bytes[0] === 4 ? [2 + ((bytes[64] ?? 0) & 1), ...bytes.slice(1, 33)] : bytes;
  return isCompressed(point) ? `z${toBase58([...codec, ...point])}` : undefined;
}

function isCompressed(point: readonly number[]): boolean {
  return point.length === 33 && (point[0] === 2 || point[0] === 3);
}

/** Of multibase `z` text; `undefined` if it is not, or longer than any key. */
function fromBase58(text: string): number[] | undefined {
  if (!/^z[1-9A-HJ-NP-Za-km-z]{1,120}$/.test(text)) return;
  let value = 0n;
  for (const digit of text.slice(1)) value = value * 58n + BigInt(ALPHABET.indexOf(digit));
  const bytes: number[] = [];
  for (; value > 0n; value >>= 8n) bytes.unshift(Number(value & 255n));
  return bytes;
}

/** Of bytes that do not begin with zero, which no key here does. */
function toBase58(bytes: readonly number[]): string {
  let value = 0n;
  for (const byte of bytes) value = (value << 8n) | BigInt(byte);
  let text = "";
  for (; value > 0n; value /= 58n) text = (ALPHABET[Number(value % 58n)] ?? "") + text;
  return text;
}
