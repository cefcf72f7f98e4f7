import { encodeBase32 } from "../platform/bytes/base32.ts";
import { sliceUtf8 } from "../platform/bytes/sliceUtf8.ts";
import { readCidBytes } from "../syntax/cidBytes.ts";
import type { DataValue } from "./dataValue.ts";
import { attempt, Misfit, within } from "./Misfit.ts";
import { checkEntries, checkKey, checkNesting, setOwn } from "./plainMap.ts";

interface Reader {
  bytes: Uint8Array;
  at: number;
  end: number;
  /** Whether there were bytes among the values: such data is no JSON as it is. */
  hasBytes: boolean;
}

/** Keys of maps are few: those of up to this many characters are kept as texts. */
const LONGEST_KEPT = 32;
/** Texts of keys, by what a few of their bytes make. Made at the first use: loading this module does nothing. */
let keptKeys: (string | undefined)[] | undefined;

/**
 * Decodes DAG-CBOR. Bytes become a `Uint8Array`, links become `{ $link }`. Data that is not canonical is refused, so
 * that encoding the result gives the same bytes again. Two things can be read but not written: an empty `$type`, and an
 * invalid blob.
 *
 * @throws {InvalidDataError} if it is not valid, is not canonical (order and repetition of keys, length of numbers),
 *   holds what the data model does not have (fractions, numbers beyond 2^53, other tags than links, text that is not
 *   UTF-8, maps with a key `$link` or `$bytes`), exceeds the limits of the data model, or ends too early or too late
 * @see https://atproto.com/specs/data-model
 */
export function decodeCbor(bytes: Uint8Array): DataValue {
  return decodeBlock(bytes).value;
}

/**
 * As {@link decodeCbor}, from one place to another: a view of that would take longer to make than most values to decode.
 *
 * @returns whether there are bytes in the value, too: those are another thing in JSON
 */
export function decodeBlock(
  bytes: Uint8Array,
  start = 0,
  end: number = bytes.length,
): { readonly value: DataValue; readonly hasBytes: boolean } {
  return attempt(() => {
    const reader = readerOf(bytes, start, end);
    const value = read(reader, 0);
    if (reader.at < end) throw new Misfit("the end of the data", `${end - reader.at} more bytes`);
    return { value, hasBytes: reader.hasBytes };
  });
}

/**
 * Decodes the first of several consecutive values, such as the header and the body of a firehose frame.
 *
 * @returns the value, and the remaining bytes (a view of the same memory).
 * @throws {InvalidDataError} as {@link decodeCbor} does
 */
export function decodeCborFirst(bytes: Uint8Array): { value: DataValue; rest: Uint8Array } {
  return attempt(() => {
    const reader = readerOf(bytes, 0, bytes.length);
    const value = read(reader, 0);
    return { value, rest: reader.bytes.subarray(reader.at) };
  });
}

/** A `Buffer` is bytes too, but its `slice` shares memory, where ours has to copy. */
function readerOf(bytes: Uint8Array, at: number, end: number): Reader {
  const { buffer, byteOffset, byteLength } = bytes;
  const plain = bytes.constructor === Uint8Array ? bytes : new Uint8Array(buffer, byteOffset, byteLength);
  return { bytes: plain, at, end, hasBytes: false };
}

function read(reader: Reader, depth: number): DataValue {
  const head = readByte(reader);
  const info = head & 31;
  switch (head >> 5) {
    case 0:
      return readArgument(reader, info);
    case 1: {
      const value = -1 - readArgument(reader, info);
      if (!Number.isSafeInteger(value)) throw new Misfit("an integer within 2^53", `${value}`);
      return value;
    }
    case 2: {
      // A copy: what is kept of a frame must not keep the frame.
      const start = skip(reader, readArgument(reader, info));
      reader.hasBytes = true;
      return reader.bytes.slice(start, reader.at);
    }
    case 3: {
      const start = skip(reader, readArgument(reader, info));
      return readText(reader, start);
    }
    case 4:
      return readArray(reader, readArgument(reader, info), depth);
    case 5:
      return readMap(reader, readArgument(reader, info), depth);
    case 6:
      return readLink(reader, info);
    default:
      return readSimple(info);
  }
}

function readByte(reader: Reader): number {
  const byte = reader.bytes[reader.at];
  if (byte === undefined || reader.at++ >= reader.end) throw new Misfit("more bytes", "the end of the data");
  return byte;
}

/** Moves on by so many bytes, and returns where they start. */
function skip(reader: Reader, count: number): number {
  const start = reader.at;
  reader.at += count;
  if (reader.at > reader.end) throw new Misfit(`${count} more bytes`, "the end of the data");
  return start;
}

/** The number in or after the first byte, which must be of the shortest form. */
function readArgument(reader: Reader, info: number): number {
  if (info < 24) return info;
  if (info > 27) throw new Misfit("a definite length", info === 31 ? "an indefinite one" : "a reserved one");
  const size = 1 << (info - 24);
  let value = 0;
  for (let i = 0; i < size; i++) value = value * 256 + readByte(reader);
  if (value < (info === 24 ? 24 : 256 ** (size / 2))) throw new Misfit("a number in the shortest form", "a longer one");
  if (!Number.isSafeInteger(value)) throw new Misfit("an integer within 2^53", "a greater one");
  return value;
}

function readSimple(info: number): null | boolean {
  if (info === 20) return false;
  if (info === 21) return true;
  if (info === 22) return null;
  throw new Misfit("data", info === 23 ? "undefined" : info > 24 && info < 28 ? "a fraction" : "another simple value");
}

/** From where the reader is back to a start. */
function readText(reader: Reader, start: number): string {
  const { bytes, at } = reader;
  if (at - start < 12) {
    // ASCII that is short is faster without the decoder.
    let text = "";
    let i = start;
    for (; i < at; i++) {
      const byte = bytes[i] ?? 0;
      if (byte > 127) break;
      text += String.fromCharCode(byte);
    }
    if (i === at) return text;
  }
  const text = sliceUtf8(bytes, start, at);
  if (text === undefined) throw new Misfit("text in UTF-8", "other bytes");
  return text;
}

/** A key, from where the reader is back to a start. The same keys come again and again. */
function readKey(reader: Reader, start: number): string {
  const { bytes, at } = reader;
  const length = at - start;
  keptKeys ??= new Array<string | undefined>(512);
  const slot =
    (length * 61 + (bytes[start] ?? 0) * 7 + (bytes[start + (length >> 1)] ?? 0) * 31 + (bytes[at - 1] ?? 0)) & 511;
  const kept = keptKeys[slot];
  if (kept !== undefined && kept.length === length && isText(kept, bytes, start)) return kept;
  const key = readText(reader, start);
  try {
    checkKey(key);
  } catch (error) {
    throw within(error, key);
  }
  // What is kept is ASCII: as many characters as bytes.
  if (key.length === length && length <= LONGEST_KEPT) keptKeys[slot] = key;
  return key;
}

function isText(text: string, bytes: Uint8Array, start: number): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) !== bytes[start + i]) return false;
  return true;
}

/** Each entry has a byte at least: a length that lies is refused before anything is made of it. */
function checkCount(reader: Reader, count: number, depth: number): void {
  checkNesting(depth);
  checkEntries(count);
  if (count > reader.end - reader.at) throw new Misfit(`${count} entries`, "the end of the data");
}

function readArray(reader: Reader, count: number, depth: number): DataValue[] {
  checkCount(reader, count, depth);
  const array: DataValue[] = [];
  for (let i = 0; i < count; i++) {
    try {
      array.push(read(reader, depth + 1));
    } catch (error) {
      throw within(error, i);
    }
  }
  return array;
}

function readMap(reader: Reader, count: number, depth: number): DataValue {
  checkCount(reader, count, depth);
  const map: { [key: string]: DataValue } = {};
  let previousStart = 0;
  let previousEnd = 0;
  for (let i = 0; i < count; i++) {
    const head = readByte(reader);
    if (head >> 5 !== 3) throw new Misfit("a key that is text", "another one");
    const start = skip(reader, readArgument(reader, head & 31));
    const key = readKey(reader, start);
    const end = reader.at;
    try {
      if (i > 0 && !isAfter(reader.bytes, start, end, previousStart, previousEnd)) {
        throw new Misfit("keys in order, each once", "this one after a greater or the same one");
      }
      setOwn(map, key, read(reader, depth + 1));
    } catch (error) {
      throw within(error, key);
    }
    previousStart = start;
    previousEnd = end;
  }
  return map;
}

/** Whether a key comes after another: short keys before long ones, then by their bytes. */
function isAfter(bytes: Uint8Array, start: number, end: number, otherStart: number, otherEnd: number): boolean {
  const longer = end - start - (otherEnd - otherStart);
  if (longer !== 0) return longer > 0;
  for (let i = start, j = otherStart; i < end; i++, j++) {
    const more = (bytes[i] ?? 0) - (bytes[j] ?? 0);
    if (more !== 0) return more > 0;
  }
  return false;
}

function readLink(reader: Reader, info: number): { $link: string } {
  const tag = readArgument(reader, info);
  const head = readByte(reader);
  if (tag !== 42 || head >> 5 !== 2) throw new Misfit("a link (tag 42, of bytes)", `tag ${tag}`);
  const length = readArgument(reader, head & 31);
  const start = skip(reader, length);
  const cid = reader.bytes.subarray(start + 1, reader.at);
  if (reader.bytes[start] !== 0 || length === 0 || readCidBytes(cid) === undefined)
    throw new Misfit("a valid CID", "other bytes");
  return { $link: `b${encodeBase32(cid)}` };
}
