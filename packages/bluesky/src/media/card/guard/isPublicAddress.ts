/** Ranges of IPv4 that are nobody's on the public internet: the registry of special purposes, multicast, and what is reserved. */
const SPECIAL_V4: readonly (readonly [address: string, bits: number])[] = [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.31.196.0", 24],
  ["192.52.193.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["192.175.48.0", 24],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 3],
];

/** Ranges within the one of IPv6 that is public: those of protocols, examples and tunnels. */
const SPECIAL_V6: readonly (readonly [words: readonly number[], bits: number])[] = [
  [[0x2001, 0], 23],
  [[0x2001, 0xdb8], 32],
  [[0x2002], 16],
  [[0x2620, 0x4f, 0x8000], 48],
  [[0x3fff], 20],
];

/**
 * Whether an IP address, as name servers and `URL#hostname` write it, is one on the public internet. Addresses of IPv6 that stand
 * for one of IPv4, as mapped ones and those of NAT64 do, are judged by it; tunnels (6to4, Teredo) lead anywhere, so they are not public.
 * What is no address is not public either.
 *
 * @see https://www.iana.org/assignments/iana-ipv4-special-registry
 * @see https://www.iana.org/assignments/iana-ipv6-special-registry
 */
export function isPublicAddress(address: string): boolean {
  const v4 = parseIpv4(address);
  if (v4 !== undefined) return !SPECIAL_V4.some(([range, bits]) => isIn(v4, parseIpv4(range) ?? 0, bits));
  const words = parseIpv6(address);
  if (!words) return false;
  const [first = 0, second = 0] = words;
  const carried = `${words
    .slice(6)
    .flatMap((word) => [word >> 8, word & 255])
    .join(".")}`;
  // 64:ff9b::/96 is NAT64. Mapped addresses (::ffff:0:0/96) are connected to as the IPv4 that they are.
  if (first === 0x64 && second === 0xff9b && words.slice(2, 6).every(isZero)) return isPublicAddress(carried);
  if (words.slice(0, 5).every(isZero) && words[5] === 0xffff) return isPublicAddress(carried);
  // 2000::/3 is all that has been given to anybody.
  if (first >> 13 !== 1) return false;
  return !SPECIAL_V6.some(([range, bits]) => isWithin(words, range, bits));
}

/** Whether a host, as in `URL#hostname`, is an address rather than a name. */
export function isAddress(hostname: string): boolean {
  return hostname.startsWith("[") || parseIpv4(hostname) !== undefined;
}

const isZero = (word: number): boolean => word === 0;

function parseIpv4(text: string): number | undefined {
  if (!/^\d{1,3}(?:\.\d{1,3}){3}$/.test(text)) return undefined;
  let value = 0;
  for (const part of text.split(".")) {
    if (Number(part) > 255) return undefined;
    value = value * 256 + Number(part);
  }
  return value;
}

/** The eight words of an address, in brackets or not. */
function parseIpv6(text: string): readonly number[] | undefined {
  const bare = /^\[?([\da-f:.]{2,45})(?:%\w+)?\]?$/i.exec(text)?.[1];
  const halves = bare?.split("::") ?? [];
  if (!bare?.includes(":") || halves.length > 2) return undefined;
  const [before = [], after = []] = halves.map(toWords);
  const missing = 8 - before.length - after.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined;
  const words = [...before, ...new Array<number>(missing).fill(0), ...after];
  return words.every((word) => word >= 0 && word <= 0xffff) ? words : undefined;
}

/** What is no word becomes one that is out of range. */
function toWords(half: string): number[] {
  if (half === "") return [];
  return half.split(":").flatMap((part, i, parts) => {
    const v4 = i === parts.length - 1 ? parseIpv4(part) : undefined;
    if (v4 !== undefined) return [Math.floor(v4 / 65_536), v4 % 65_536];
    return /^[\da-f]{1,4}$/i.test(part) ? Number.parseInt(part, 16) : -1;
  });
}

function isIn(value: number, range: number, bits: number): boolean {
  const size = 2 ** (32 - bits);
  return Math.floor(value / size) === Math.floor(range / size);
}

function isWithin(words: readonly number[], range: readonly number[], bits: number): boolean {
  for (let i = 0; i * 16 < bits; i++) {
    const shift = Math.max(0, 16 - (bits - i * 16));
    if ((words[i] ?? 0) >> shift !== (range[i] ?? 0) >> shift) return false;
  }
  return true;
}
