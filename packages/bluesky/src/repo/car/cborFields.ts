import { sliceUtf8 } from "../../platform/bytes/sliceUtf8.ts";
import { readCidBytes } from "../../syntax/cidBytes.ts";

/** Where a reader is in some bytes. */
export interface ByteCursor {
  readonly bytes: Uint8Array;
  at: number;
}

/** Takes these bytes, if they are there. */
export function takeBytes(cursor: ByteCursor, ...wanted: readonly number[]): boolean {
  for (const byte of wanted) if (cursor.bytes[cursor.at++] !== byte) return false;
  return true;
}

/** The number of a head of this major type, in its shortest form and no larger than the block. */
export function readHead(cursor: ByteCursor, major: number): number | undefined {
  const { bytes } = cursor;
  const head = bytes[cursor.at++] ?? 0xff;
  const info = head & 31;
  if (head >> 5 !== major) return undefined;
  if (info < 24) return info;
  if (info > 26) return undefined;
  const size = 1 << (info - 24);
  let value = 0;
  for (let i = 0; i < size; i++) value = value * 256 + (bytes[cursor.at++] ?? 0);
  return value < (size === 1 ? 24 : 256 ** (size / 2)) || value > bytes.length ? undefined : value;
}

/** The bytes of the CID that a link is of. */
export function readCidLink(cursor: ByteCursor): Uint8Array | undefined {
  if (!takeBytes(cursor, 0xd8, 0x2a)) return undefined;
  const length = readHead(cursor, 2) ?? 0;
  const { bytes, at } = cursor;
  cursor.at += length;
  const cid = bytes.subarray(at + 1, cursor.at);
  return length > 0 && bytes[at] === 0 && cursor.at <= bytes.length && readCidBytes(cid) ? cid : undefined;
}

/** A value of a map: a text, a number, `null`, bytes, or the CID of a link. `list`: links, one after the other. */
export interface CborField {
  readonly value: string | number | null | undefined;
  readonly sig?: Uint8Array | undefined;
  readonly link?: Uint8Array | undefined;
  readonly links?: readonly Uint8Array[] | undefined;
  /** From the head of its key to the end of its value. */
  readonly from: number;
  readonly to: number;
}

/**
 * Reads a map of DAG-CBOR that has nothing but what commits and headers of CARs have: all in its one form, or it is not read. Small beside
 * a decoder for everything, which a program that verifies need not have.
 *
 * @returns the fields as far as they can be read, and whether that is all of the bytes
 */
export function readFields(bytes: Uint8Array): {
  readonly fields: ReadonlyMap<string, CborField>;
  readonly isWhole: boolean;
} {
  const cursor: ByteCursor = { bytes, at: 0 };
  const fields = new Map<string, CborField>();
  const count = readHead(cursor, 5) ?? 0;
  let last = "";
  for (let i = 0; i < count; i++) {
    const from = cursor.at;
    const key = readText(cursor);
    // The shorter one first, then by bytes: keys of commits are ASCII.
    if (key === undefined || key.length < last.length || (key.length === last.length && key <= last)) break;
    const value = readValue(cursor);
    if (!value || cursor.at > bytes.length) break;
    fields.set(key, { ...value, from, to: cursor.at });
    last = key;
  }
  return { fields, isWhole: count > 0 && fields.size === count && cursor.at === bytes.length };
}

function readText(cursor: ByteCursor): string | undefined {
  const length = readHead(cursor, 3);
  const { bytes, at } = cursor;
  if (length === undefined || at + length > bytes.length) return undefined;
  cursor.at += length;
  return sliceUtf8(bytes, at, cursor.at);
}

function readValue(cursor: ByteCursor): Omit<CborField, "from" | "to"> | undefined {
  const { bytes, at } = cursor;
  switch ((bytes[at] ?? 0xff) >> 5) {
    case 0:
      return { value: readHead(cursor, 0) };
    case 2: {
      const length = readHead(cursor, 2);
      if (length === undefined) return undefined;
      cursor.at += length;
      return { value: undefined, sig: bytes.slice(cursor.at - length, cursor.at) };
    }
    case 3:
      return { value: readText(cursor) };
    case 4: {
      const links = Array.from({ length: readHead(cursor, 4) ?? 0 }, () => readCidLink(cursor));
      return links.every((link) => link !== undefined) ? { value: undefined, links } : undefined;
    }
    case 6: {
      const link = readCidLink(cursor);
      return link && { value: undefined, link };
    }
    default:
      return takeBytes(cursor, 0xf6) ? { value: null } : undefined;
  }
}
