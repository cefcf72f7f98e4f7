import { utf8Length } from "../syntax/utf8Length.ts";
import { toBytes } from "./bytes.ts";
import { parseCid } from "./cid.ts";
import { describe } from "./InvalidDataError.ts";
import { attempt, Misfit, within } from "./Misfit.ts";
import {
  checkEntries,
  checkKey,
  checkNesting,
  checkPlain,
  checkText,
  checkType,
  keysOf,
  linkOrBytes,
  type PlainMap,
} from "./plainMap.ts";

interface Writer {
  bytes: Uint8Array<ArrayBuffer>;
  length: number;
}

// Made at the first use: loading this module does nothing.
let encoder: TextEncoder | undefined;

/**
 * Encodes a value of the data model, in the JSON form or the decoded form, as DAG-CBOR. Every value has exactly one
 * encoding, so its hash gives its CID. Properties that are `undefined` are left out.
 *
 * @throws {InvalidDataError} if it does not fit the data model (a fraction, a number beyond 2^53, text with a lone
 *   surrogate, a link or bytes that are not valid, an object that is not plain, one that contains itself) or exceeds
 *   its limits
 * @example
 * ```ts
 * encodeCbor({ text: "hi", data: { $bytes: "aGk" } });
 * ```
 * @see https://atproto.com/specs/data-model
 */
export function encodeCbor(value: unknown): Uint8Array<ArrayBuffer> {
  const writer: Writer = { bytes: new Uint8Array(1024), length: 0 };
  attempt(() => write(writer, value, 0));
  return writer.bytes.slice(0, writer.length);
}

function write(writer: Writer, value: unknown, depth: number): void {
  if (typeof value === "string") writeText(writer, value);
  else if (typeof value === "number") writeInteger(writer, value);
  else if (typeof value === "boolean") writeHead(writer, 7, value ? 21 : 20);
  else if (value === null) writeHead(writer, 7, 22);
  else if (typeof value !== "object") throw new Misfit("data", describe(value));
  else if (value instanceof Uint8Array) writeBytes(writer, value);
  else if (Array.isArray(value)) writeArray(writer, value, depth);
  else writeMap(writer, value, depth);
}

/** Makes room for so many bytes, and returns where they start. */
function reserve(writer: Writer, count: number): number {
  const start = writer.length;
  writer.length += count;
  if (writer.length > writer.bytes.length) {
    const larger = new Uint8Array(Math.max(writer.length, writer.bytes.length * 2));
    larger.set(writer.bytes);
    writer.bytes = larger;
  }
  return start;
}

/** Major type and argument, in the shortest form. */
function writeHead(writer: Writer, major: number, argument: number): void {
  const size = argument < 24 ? 0 : argument < 0x100 ? 1 : argument < 0x10000 ? 2 : argument < 0x100000000 ? 4 : 8;
  let at = reserve(writer, size + 1);
  const { bytes } = writer;
  bytes[at] = (major << 5) | (size === 0 ? argument : 24 + Math.log2(size));
  // From the last byte to the first. The operators of bits would cut it to 32 of them.
  at += size;
  for (let i = 0, rest = argument; i < size; i++, rest = Math.floor(rest / 256)) bytes[at - i] = rest % 256;
}

function writeInteger(writer: Writer, value: number): void {
  if (!Number.isSafeInteger(value)) throw new Misfit("an integer within 2^53", describe(value));
  if (value < 0) writeHead(writer, 1, -1 - value);
  else writeHead(writer, 0, value);
}

function writeBytes(writer: Writer, value: Uint8Array): void {
  writeHead(writer, 2, value.length);
  const start = reserve(writer, value.length);
  writer.bytes.set(value, start);
}

function writeText(writer: Writer, text: string): void {
  const length = utf8Length(text);
  writeHead(writer, 3, length);
  const start = reserve(writer, length);
  const { bytes } = writer;
  if (length === text.length && length < 48) {
    // ASCII that is short is faster without the encoder.
    for (let i = 0; i < length; i++) bytes[start + i] = text.charCodeAt(i);
    return;
  }
  // An encoder would write something else instead, and the record would have another hash than what was read.
  if (length !== text.length) checkText(text);
  encoder ??= new TextEncoder();
  encoder.encodeInto(text, bytes.subarray(start));
}

function writeArray(writer: Writer, array: unknown[], depth: number): void {
  checkNesting(depth);
  checkEntries(array.length);
  writeHead(writer, 4, array.length);
  for (let i = 0, length = array.length; i < length; i++) {
    try {
      write(writer, array[i], depth + 1);
    } catch (error) {
      throw within(error, i);
    }
  }
}

function writeMap(writer: Writer, value: object, depth: number): void {
  checkPlain(value);
  const keys = keysOf(value);
  if (writeLinkOrBytes(writer, value, keys)) return;
  checkNesting(depth);
  checkType(value);
  writeHead(writer, 5, keys.length);
  const ascii = keys.every((key) => utf8Length(key) === key.length);
  for (const key of keys.sort(ascii ? compareAscii : compareUtf8)) {
    try {
      checkKey(key);
      writeText(writer, key);
      write(writer, value[key], depth + 1);
    } catch (error) {
      throw within(error, key);
    }
  }
}

function writeLinkOrBytes(writer: Writer, map: PlainMap, keys: string[]): boolean {
  const special = linkOrBytes(map, keys);
  if (special === undefined) return false;
  if ("$bytes" in special) writeBytes(writer, toBytes(special));
  else {
    const { bytes } = parseCid(special.$link);
    writeHead(writer, 6, 42);
    writeHead(writer, 2, bytes.length + 1);
    // The multibase prefix of binary, which is zero, then the CID.
    const start = reserve(writer, bytes.length + 1);
    writer.bytes[start] = 0;
    writer.bytes.set(bytes, start + 1);
  }
  return true;
}

/** Short keys before long ones, then by their bytes. */
function compareAscii(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : 1);
}

function compareUtf8(a: string, b: string): number {
  const byLength = utf8Length(a) - utf8Length(b);
  if (byLength !== 0) return byLength;
  let i = 0;
  while (a.charCodeAt(i) === b.charCodeAt(i)) i++;
  return rank(a.charCodeAt(i)) - rank(b.charCodeAt(i));
}

/** In UTF-8 what takes two units comes after all that takes one; in UTF-16 there are some after it. */
function rank(unit: number): number {
  return unit > 0xd7ff && unit < 0xe000 ? unit + 0x10000 : unit;
}
