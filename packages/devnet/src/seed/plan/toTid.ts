const alphabet = "234567abcdefghijklmnopqrstuvwxyz";

/**
 * The TID of a moment: 53 bits of microseconds, 10 bits that tell clocks apart, in base 32 that sorts.
 *
 * @see https://atproto.com/specs/tid
 */
export function toTid(milliseconds: number, clock: number): string {
  let bits = ((BigInt(milliseconds) * 1000n) << 10n) | BigInt(clock % 1024);
  let tid = "";
  for (let digit = 0; digit < 13; digit++) {
    tid = alphabet.charAt(Number(bits & 31n)) + tid;
    bits >>= 5n;
  }
  return tid;
}
