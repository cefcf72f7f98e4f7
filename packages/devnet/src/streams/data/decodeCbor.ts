import { CidLink } from "./CidLink.ts";

/** A value of CBOR, as far as AT Protocol uses it: `CidLink` for links, `Uint8Array` for bytes. */
export type CborValue =
  | null
  | boolean
  | number
  | string
  | Uint8Array
  | CidLink
  | readonly CborValue[]
  | { readonly [key: string]: CborValue };

/** The properties of a map. */
export type CborMap = { readonly [key: string]: CborValue };

const NESTING = 200;

/**
 * Reads one value of DAG-CBOR. Throws a TypeError where there is none.
 *
 * @param from where it begins
 * @returns the value, and where it ends
 */
export function decodeCbor(bytes: Uint8Array, from = 0): { value: CborValue; end: number } {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = from;

  const take = (count: number): number => {
    const start = at;
    if (count > buffer.length - at) throw new TypeError("CBOR ends too early");
    at += count;
    return start;
  };
  const argument = (info: number): number => {
    if (info < 24) return info;
    if (info === 24) return buffer.readUInt8(take(1));
    if (info === 25) return buffer.readUInt16BE(take(2));
    if (info === 26) return buffer.readUInt32BE(take(4));
    if (info === 27) return Number(buffer.readBigUInt64BE(take(8)));
    throw new TypeError(`CBOR of an unknown form at ${at}`);
  };
  const read = (depth: number): CborValue => {
    if (depth > NESTING) throw new TypeError("CBOR is nested too deep");
    const head = buffer.readUInt8(take(1));
    const kind = head >> 5;
    if (head === 0xf4 || head === 0xf5) return head === 0xf5;
    if (head === 0xf6) return null;
    const count = argument(head & 31);
    switch (kind) {
      case 0:
        return count;
      case 1:
        return -1 - count;
      case 2: {
        const start = take(count);
        return buffer.subarray(start, start + count);
      }
      case 3: {
        const start = take(count);
        return buffer.toString("utf8", start, start + count);
      }
      case 4: {
        if (count > buffer.length - at) throw new TypeError("CBOR ends too early");
        return Array.from({ length: count }, () => read(depth + 1));
      }
      case 5: {
        if (count > buffer.length - at) throw new TypeError("CBOR ends too early");
        const entries: [string, CborValue][] = [];
        for (let index = 0; index < count; index++) {
          const key = read(depth + 1);
          if (typeof key !== "string") throw new TypeError("CBOR with a key that is no text");
          entries.push([key, read(depth + 1)]);
        }
        return Object.fromEntries(entries);
      }
      case 6: {
        const value = read(depth + 1);
        if (count !== 42 || !(value instanceof Uint8Array)) throw new TypeError(`CBOR with the tag ${count}`);
        return new CidLink(value.subarray(1));
      }
      default:
        throw new TypeError(`CBOR of an unknown form at ${at}`);
    }
  };
  return { value: read(0), end: at };
}

/** A value as a map. Throws a TypeError where it is none. */
export function asMap(value: CborValue | undefined): CborMap {
  if (typeof value === "object" && value !== null && !Array.isArray(value) && isPlain(value)) return value;
  throw new TypeError("CBOR is no map where one was expected");
}

function isPlain(value: object): value is CborMap {
  return !(value instanceof Uint8Array) && !(value instanceof CidLink);
}
