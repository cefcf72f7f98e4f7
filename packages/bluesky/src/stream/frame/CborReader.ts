import { sliceUtf8 } from "../../platform/bytes/sliceUtf8.ts";
import { readCidBytes } from "../../syntax/cidBytes.ts";
import { FrameFault } from "./FrameFault.ts";

/** Texts of up to this many bytes are kept, if they are ASCII: keys, collections, actions. */
const LONGEST_KEPT = 48;
/** By what a few of their bytes make. Made at the first use: loading this module does nothing. */
let kept: (string | undefined)[] | undefined;

/**
 * Goes through DAG-CBOR without making values of it: it says where things are. What is skipped is only held to its form, because
 * whoever needs it decodes it.
 */
export class CborReader {
  readonly bytes: Uint8Array;
  at: number;
  readonly end: number;

  constructor(bytes: Uint8Array, at: number, end: number) {
    this.bytes = bytes;
    this.at = at;
    this.end = end;
  }

  /** The argument of an item, which must be of a major type. */
  head(major: number): number {
    const first = this.bytes[this.at] ?? 0;
    if (first >> 5 !== major || this.at >= this.end) {
      throw new FrameFault(`expected CBOR of major type ${major} at byte ${this.at}, got ${first >> 5}`);
    }
    this.at++;
    const info = first & 31;
    return info < 24 ? info : this.argument(info);
  }

  /** The number behind the first byte of an item, which must be of the shortest form. */
  argument(info: number): number {
    if (info > 27) throw new FrameFault(`a length at byte ${this.at} is not definite`);
    const size = 1 << (info - 24);
    let value = 0;
    for (let i = 0; i < size; i++) value = value * 256 + (this.bytes[this.at++] ?? 0);
    if (value < (info === 24 ? 24 : 256 ** (size / 2)) || !Number.isSafeInteger(value) || this.at > this.end) {
      throw new FrameFault(`a number before byte ${this.at} is not in its shortest form, or too large`);
    }
    return value;
  }

  /** Moves on by so many bytes. @returns where they start */
  skipBytes(count: number): number {
    const start = this.at;
    this.at += count;
    if (this.at > this.end) throw new FrameFault("it ends too early");
    return start;
  }

  /** A text that comes again and again: a key, a collection. */
  keptText(): string {
    const length = this.head(3);
    const start = this.skipBytes(length);
    return keptSlice(this.bytes, start, this.at);
  }

  text(): string {
    const length = this.head(3);
    const start = this.skipBytes(length);
    return sliceText(this.bytes, start, this.at);
  }

  /** An integer that is not negative. */
  integer(): number {
    return this.head(0);
  }

  boolean(): boolean {
    const byte = this.bytes[this.at++];
    if ((byte !== 0xf4 && byte !== 0xf5) || this.at > this.end) throw new FrameFault("expected true or false");
    return byte === 0xf5;
  }

  /** Whether there is a `null`, which is then behind. */
  isNull(): boolean {
    if (this.bytes[this.at] !== 0xf6) return false;
    this.skipBytes(1);
    return true;
  }

  /** A link. @returns where its CID starts. It ends where the reader is then */
  link(): number {
    const { bytes, at } = this;
    // Nearly all: SHA-256.
    if (
      bytes[at] === 0xd8 &&
      bytes[at + 1] === 0x2a &&
      bytes[at + 2] === 0x58 &&
      bytes[at + 3] === 0x25 &&
      bytes[at + 4] === 0 &&
      bytes[at + 5] === 1 &&
      (bytes[at + 6] ?? 128) < 128 &&
      bytes[at + 7] === 0x12 &&
      bytes[at + 8] === 0x20
    ) {
      this.skipBytes(41);
      return at + 5;
    }
    if (this.head(6) !== 42) throw new FrameFault(`expected a link at byte ${at}, got another tag`);
    const length = this.head(2);
    const start = this.skipBytes(length);
    if (bytes[start] !== 0 || readCidBytes(bytes.subarray(start + 1, this.at)) === undefined) {
      throw new FrameFault(`expected a CID at byte ${start}`);
    }
    return start + 1;
  }

  /** Skips a value, whatever it is. */
  skip(): void {
    for (let left = 1; left > 0; left--) {
      const first = this.bytes[this.at] ?? 0;
      const major = first >> 5;
      if (major === 7) {
        if (first < 0xf4 || first > 0xf6) throw new FrameFault(`byte ${this.at} is no value of DAG-CBOR`);
        this.skipBytes(1);
        continue;
      }
      const count = this.head(major);
      if (major === 2 || major === 3) this.skipBytes(count);
      else if (major === 4) left += count;
      else if (major === 5) left += count * 2;
      else if (major === 6) left++;
      // Each item has a byte at least: a length that lies is refused before anything is done about it.
      if (left > this.end - this.at + 1) throw new FrameFault("it ends too early");
    }
  }
}

/** @throws {unknown} a `FrameFault` for what is no UTF-8 */
export function sliceText(bytes: Uint8Array, start: number, end: number): string {
  const text = sliceUtf8(bytes, start, end);
  if (text === undefined) throw new FrameFault(`the text at byte ${start} is not UTF-8`);
  return text;
}

/** A text that comes again and again: the same one is given, without making it anew. */
export function keptSlice(bytes: Uint8Array, start: number, end: number): string {
  const length = end - start;
  if (length > LONGEST_KEPT) return sliceText(bytes, start, end);
  kept ??= new Array<string | undefined>(1024);
  const slot =
    (length * 61 + (bytes[start] ?? 0) * 7 + (bytes[start + (length >> 1)] ?? 0) * 31 + (bytes[end - 1] ?? 0) * 3) &
    1023;
  const known = kept[slot];
  if (known !== undefined && known.length === length) {
    let i = 0;
    while (i < length && known.charCodeAt(i) === bytes[start + i]) i++;
    if (i === length) return known;
  }
  const text = sliceText(bytes, start, end);
  // As many characters as bytes: ASCII.
  if (text.length === length) kept[slot] = text;
  return text;
}
