import { type RepoError, type RepoErrorReason, repoError } from "../model/RepoError.ts";
import type { OpenSource } from "./CarSource.ts";
import { readFields } from "./cborFields.ts";
import { cidText } from "./verifyBlock.ts";

/** The largest frame that is read unless another bound is given: twice the largest record. */
export const MAX_FRAME = 2_097_152;

const EMPTY: Uint8Array = new Uint8Array(0);

/** A block as it stands in a CAR. Both are views of what was read, which they keep. */
export interface Frame {
  readonly cid: Uint8Array;
  readonly bytes: Uint8Array;
  /** Where the bytes begin in the CAR. */
  readonly start: number;
}

/** Reads frames, one after the other. Those that are there already need no promise. */
export interface FrameReader {
  /** The next frame if all of it has been read, without taking it. */
  peek(): Frame | undefined;
  /** Takes the frame that `peek` gave. */
  skip(): void;
  /** Reads more. @returns whether there was more. @throws {RepoError} where it ends within a frame */
  fill(): Promise<boolean>;
}

/** Takes all frames that are left. @throws {RepoError} where it ends within a frame @throws {unknown} what the function throws */
export async function forEachFrame(frames: FrameReader, take: (frame: Frame) => void): Promise<void> {
  do {
    for (let frame = frames.peek(); frame; frame = frames.peek()) {
      take(frame);
      frames.skip();
    }
  } while (await frames.fill());
}

/** @throws {RepoError} `car_invalid` @returns the roots, as the bytes of their CIDs in text, and what comes behind the header */
export async function readFrames(
  source: OpenSource,
  maxFrame: number = MAX_FRAME,
): Promise<{ readonly roots: readonly string[]; readonly frames: FrameReader }> {
  let bytes = EMPTY;
  /** Where in `bytes` the reader is, and where `bytes` begins in the CAR. */
  let at = 0;
  let base = 0;
  /** How many bytes from `at` on the frame needs, as far as that is known. */
  let wanted = 1;
  /** What was read together with the end of `bytes`. */
  let ahead: Uint8Array | undefined;
  let peeked: Frame | undefined;

  /** Goes on with what was read beyond `bytes`. */
  const advance = (): void => {
    base += at;
    at = 0;
    bytes = ahead ?? EMPTY;
    ahead = undefined;
  };

  const fill = async (): Promise<boolean> => {
    if (at === bytes.length) advance();
    if (wanted <= bytes.length - at) return true;
    const rest = bytes.subarray(at);
    const chunks: Uint8Array[] = [];
    let length = rest.length;
    // All that a frame needs is put together once, in however small pieces it comes.
    while (length < wanted) {
      const chunk = ahead ?? (await source.next());
      ahead = undefined;
      if (chunk === undefined) {
        if (length === 0) return false;
        throw carInvalid("truncated", `it ends within a block, at byte ${base + at + length}`);
      }
      if (chunk.length > 0) chunks.push(chunk);
      length += chunk.length;
    }
    base += at;
    at = 0;
    const last = chunks.pop() ?? EMPTY;
    if (rest.length === 0 && chunks.length === 0) {
      bytes = last;
      return true;
    }
    // Only the one frame that is in several chunks is copied.
    const split = last.length - (length - wanted);
    bytes = join([rest, ...chunks, last.subarray(0, split)], wanted);
    if (split < last.length) ahead = last.subarray(split);
    return true;
  };

  /** The end of what a length stands in front of, or 0 where more has to be read first. */
  const measure = (): { readonly from: number; readonly to: number } | undefined => {
    let length = 0;
    let factor = 1;
    for (let i = at; ; i++, factor *= 128) {
      const byte = bytes[i];
      if (byte === undefined) {
        wanted = i - at + 1;
        return undefined;
      }
      length += (byte & 127) * factor;
      if (byte > 127) {
        if (i - at > 6) throw carInvalid("frame_invalid", `the length at byte ${base + at} is no number`);
        continue;
      }
      if (byte === 0)
        throw carInvalid("frame_invalid", `the length at byte ${base + at} is not in its shortest form, or zero`);
      if (length > maxFrame) {
        throw carInvalid(
          "frame_too_large",
          `expected blocks of at most ${maxFrame} bytes, got ${length} at byte ${base + at}`,
        );
      }
      const from = i + 1;
      if (from + length > bytes.length) {
        wanted = from + length - at;
        return undefined;
      }
      return { from, to: from + length };
    }
  };

  const peek = (): Frame | undefined => {
    if (peeked) return peeked;
    if (at === bytes.length && ahead) advance();
    const place = measure();
    if (!place) return undefined;
    const { from, to } = place;
    const split = endOfCid(bytes, from, to);
    if (split === undefined)
      throw carInvalid("frame_invalid", `the block at byte ${base + at} has no CID of version 1`);
    peeked = { cid: bytes.subarray(from, split), bytes: bytes.subarray(split, to), start: base + split };
    return peeked;
  };

  const skip = (): void => {
    if (!peeked) return;
    const { start, bytes: block } = peeked;
    at = start + block.length - base;
    wanted = 1;
    peeked = undefined;
  };

  if (!(await fill())) throw carInvalid("not_a_car", "it is empty");
  let header = measure();
  while (!header) {
    await fill();
    header = measure();
  }
  const roots = readHeader(bytes.subarray(header.from, header.to));
  at = header.to;
  wanted = 1;
  return { roots, frames: { peek, skip, fill } };
}

function readHeader(bytes: Uint8Array): string[] {
  const { fields, isWhole } = readFields(bytes);
  const links = fields.get("roots")?.links;
  if (isWhole && fields.size === 2 && links && fields.get("version")?.value === 1) return links.map(cidText);
  throw carInvalid("not_a_car", "expected the header of a CAR of version 1 with its roots, got something else");
}

/** Where a CID ends that stands in front of a block. `undefined`: there is none of version 1. */
function endOfCid(bytes: Uint8Array, from: number, to: number): number | undefined {
  // Nearly all are of DAG-CBOR, or raw, with SHA-256.
  if (bytes[from] === 1 && bytes[from + 2] === 0x12 && bytes[from + 3] === 32 && (bytes[from + 1] ?? 128) < 128) {
    return from + 36 <= to ? from + 36 : undefined;
  }
  let at = from;
  const numbers: number[] = [];
  for (let value = 0, factor = 1; numbers.length < 4; factor *= 128) {
    const byte = at < to && at < from + 20 ? bytes[at++] : undefined;
    if (byte === undefined || (byte === 0 && factor > 1)) return undefined;
    value += (byte & 127) * factor;
    if (byte > 127) continue;
    numbers.push(value);
    value = 0;
    factor = 1 / 128;
  }
  const [version, , , length = 0] = numbers;
  const end = at + length;
  return version === 1 && end <= to && end - from <= 100 ? end : undefined;
}

function join(chunks: readonly Uint8Array[], length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let end = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, end);
    end += chunk.length;
  }
  return bytes;
}

/** The error for what is no CAR. */
export function carInvalid(reason: RepoErrorReason, what: string): RepoError {
  return repoError("car_invalid", reason, `The CAR cannot be read: ${what}`);
}
