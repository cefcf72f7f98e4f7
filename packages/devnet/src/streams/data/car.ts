import { CidLink } from "./CidLink.ts";
import { asMap, decodeCbor } from "./decodeCbor.ts";
import { encodeCbor } from "./encodeCbor.ts";

/**
 * Blocks of a CAR by their CIDs in base 32. The hashes are not verified: who reads a relay does that. Throws a TypeError where it is none.
 */
export function readCar(car: Uint8Array): { roots: CidLink[]; blocks: Map<string, Uint8Array> } {
  const head = varint(car, 0);
  const { roots } = asMap(decodeCbor(car, head.end).value);
  const blocks = new Map<string, Uint8Array>();
  let at = head.end + head.value;
  while (at < car.byteLength) {
    const { value: length, end } = varint(car, at);
    at = end + length;
    if (at > car.byteLength) throw new TypeError("a CAR ends too early");
    const size = cidSize(car, end);
    blocks.set(new CidLink(car.subarray(end, end + size)).toString(), car.subarray(end + size, at));
  }
  return { roots: Array.isArray(roots) ? roots.filter((root) => root instanceof CidLink) : [], blocks };
}

/** Makes a CAR of blocks of DAG-CBOR. */
export function writeCar(root: CidLink, blocks: readonly Uint8Array[]): Uint8Array {
  const header = encodeCbor({ version: 1, roots: [root] });
  const parts: Uint8Array[] = [toVarint(header.byteLength), header];
  for (const block of blocks) {
    const { bytes } = CidLink.of(block);
    parts.push(toVarint(bytes.byteLength + block.byteLength), bytes, block);
  }
  return Buffer.concat(parts);
}

/** How long a CID in bytes is: version, codec, hash function and length of the hash are varints. */
function cidSize(bytes: Uint8Array, from: number): number {
  const version = varint(bytes, from);
  const codec = varint(bytes, version.end);
  const hash = varint(bytes, codec.end);
  const { value: length, end } = varint(bytes, hash.end);
  return end + length - from;
}

function varint(bytes: Uint8Array, from: number): { value: number; end: number } {
  let value = 0;
  let factor = 1;
  for (let at = from; at < bytes.byteLength && at < from + 8; at++) {
    const byte = bytes[at] ?? 0;
    value += (byte & 0x7f) * factor;
    if (byte < 0x80) return { value, end: at + 1 };
    factor *= 128;
  }
  throw new TypeError("a CAR ends too early");
}

function toVarint(value: number): Uint8Array {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 0x80; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 0x80);
  bytes.push(rest);
  return Uint8Array.from(bytes);
}
