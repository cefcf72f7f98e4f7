import { CidLink } from "./CidLink.ts";
import type { CborValue } from "./decodeCbor.ts";

/** Writes a value as DAG-CBOR. Properties that are `undefined` are left out. */
export function encodeCbor(value: CborValue | undefined): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array[] = [];
  write(value ?? null, parts);
  return Buffer.concat(parts);
}

function write(value: CborValue, parts: Uint8Array[]): void {
  if (value === null) parts.push(Uint8Array.of(0xf6));
  else if (typeof value === "boolean") parts.push(Uint8Array.of(value ? 0xf5 : 0xf4));
  else if (typeof value === "number") {
    if (!Number.isSafeInteger(value)) throw new TypeError(`${value} is no whole number`);
    parts.push(value < 0 ? head(1, -1 - value) : head(0, value));
  } else if (typeof value === "string") {
    const text = Buffer.from(value);
    parts.push(head(3, text.byteLength), text);
  } else if (value instanceof Uint8Array) parts.push(head(2, value.byteLength), value);
  else if (value instanceof CidLink) {
    parts.push(Uint8Array.of(0xd8, 42), head(2, value.bytes.byteLength + 1), Uint8Array.of(0), value.bytes);
  } else if (isList(value)) {
    parts.push(head(4, value.length));
    for (const item of value) write(item, parts);
  } else {
    const entries = Object.entries(value).filter(([, item]) => item !== undefined);
    const keyed = entries.map(([key, item]) => ({ key: Buffer.from(key), item }));
    keyed.sort((a, b) => a.key.byteLength - b.key.byteLength || Buffer.compare(a.key, b.key));
    parts.push(head(5, keyed.length));
    for (const { key, item } of keyed) {
      parts.push(head(3, key.byteLength), key);
      write(item, parts);
    }
  }
}

function isList(value: CborValue): value is readonly CborValue[] {
  return Array.isArray(value);
}

function head(kind: number, count: number): Uint8Array {
  const first = kind << 5;
  if (count < 24) return Uint8Array.of(first | count);
  const bytes = Buffer.alloc(9);
  if (count < 0x100) {
    bytes[0] = first | 24;
    return bytes.subarray(0, bytes.writeUInt8(count, 1));
  }
  if (count < 0x10000) {
    bytes[0] = first | 25;
    return bytes.subarray(0, bytes.writeUInt16BE(count, 1));
  }
  if (count < 0x100000000) {
    bytes[0] = first | 26;
    return bytes.subarray(0, bytes.writeUInt32BE(count, 1));
  }
  bytes[0] = first | 27;
  return bytes.subarray(0, bytes.writeBigUInt64BE(BigInt(count), 1));
}
