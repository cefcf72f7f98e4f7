const ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

/** Decodes base 58 (Bitcoin's alphabet). @returns `undefined` for anything else, or what is longer than 120 characters */
export function decodeBase58(text: string): number[] | undefined {
  if (!/^[1-9A-HJ-NP-Za-km-z]{1,120}$/.test(text)) return;
  let value = 0n;
  for (const digit of text) value = value * 58n + BigInt(ALPHABET.indexOf(digit));
  const bytes: number[] = [];
  for (; value > 0n; value >>= 8n) bytes.unshift(Number(value & 255n));
  // Each digit for zero in front stands for a byte of zero.
  return [...new Array<number>(/^1*/.exec(text)?.[0].length ?? 0).fill(0), ...bytes];
}

/** The inverse. */
export function encodeBase58(bytes: readonly number[]): string {
  let value = 0n;
  for (const byte of bytes) value = (value << 8n) | BigInt(byte);
  let text = "";
  for (; value > 0n; value /= 58n) text = (ALPHABET[Number(value % 58n)] ?? "") + text;
  const zeros = bytes.findIndex((byte) => byte !== 0);
  return "1".repeat(zeros < 0 ? bytes.length : zeros) + text;
}
