import { repoError } from "../model/RepoError.ts";
import type { OpenSource } from "./CarSource.ts";
import { createCidTable } from "./CidTable.ts";
import { createGivenBlocks } from "./GivenBlocks.ts";
import { type FrameReader, forEachFrame } from "./readFrames.ts";
import { cidText, isSameCid, verifyBlock } from "./verifyBlock.ts";

/** How blocks are found. */
interface FinderOptions {
  /** Whether the hash of each block is verified as it comes. */
  readonly verify: boolean;
  /** How many bytes of blocks wait, at most. A quarter as many are kept of those that were given. */
  readonly maxStash: number;
}

/** Gives the blocks of a CAR in the order in which they are asked for. */
export interface BlockFinder {
  /** A block, if it is at hand. `keep`: another one may ask for it again. */
  take(cid: Uint8Array, keep: boolean): Uint8Array | undefined;
  /** A block, for which more is read. @throws {RepoError} */
  find(cid: Uint8Array, keep: boolean): Promise<Uint8Array>;
  /** Reads the rest, which nobody has asked for. @throws {RepoError} */
  finish(): Promise<void>;
}

/** A block that waits. */
interface Waiting {
  /** `undefined`: only where it is in the source. */
  readonly bytes: Uint8Array | undefined;
  readonly start: number;
  readonly length: number;
}

/** Makes a finder. Blocks that come before they are asked for wait, those of sources that can be read again by their place. */
export function createBlockFinder(
  frames: FrameReader,
  source: Pick<OpenSource, "again" | "whole">,
  { verify, maxStash }: FinderOptions,
): BlockFinder {
  const { again, whole } = source;
  const waiting = createCidTable<Waiting>();
  let waitingBytes = 0;
  // Of what can be read again, places are all that is needed.
  const given = createGivenBlocks(again ? Number.POSITIVE_INFINITY : maxStash / 4);

  const remember = (cid: Uint8Array, bytes: Uint8Array, start: number): void => {
    given.add(cid, again ? toPlace(start, bytes.length) : bytes);
  };

  /** Puts away the frame that the reader is at. */
  const stashFrame = (cid: Uint8Array, bytes: Uint8Array, start: number): void => {
    if (waiting.get(cid) || given.get(cid)) return;
    const { length } = bytes;
    const spill = !whole && again !== undefined && waitingBytes + length > maxStash;
    // A copy: what waits must not keep all that came with it.
    const kept = whole ? bytes : spill ? undefined : bytes.slice();
    waiting.add(whole ? cid : cid.slice(), { bytes: kept, start, length });
    if (whole || spill) return;
    waitingBytes += length;
    if (waitingBytes > maxStash) {
      throw stashExceeded(`more than ${maxStash} bytes of blocks came before they were needed`, cid);
    }
  };

  const take = (cid: Uint8Array, keep: boolean): Uint8Array | undefined => {
    const frame = frames.peek();
    if (frame && isSameCid(frame.cid, cid)) {
      if (verify) verifyBlock(frame.cid, frame.bytes);
      frames.skip();
      if (keep) remember(cid, frame.bytes, frame.start);
      return frame.bytes;
    }
    const found = waiting.get(cid);
    if (!found?.bytes) return again ? undefined : given.get(cid);
    waiting.delete(cid);
    if (!whole) waitingBytes -= found.length;
    if (keep) remember(cid, found.bytes, found.start);
    return found.bytes;
  };

  /** Reads a block once more, of a source that can. */
  const reread = async (cid: Uint8Array): Promise<Uint8Array | undefined> => {
    if (!again) return undefined;
    const found = waiting.get(cid);
    const place = given.get(cid);
    const at = found ?? (place && fromPlace(place));
    if (!at) return undefined;
    const bytes = await again(at.start, at.start + at.length);
    // It may have changed meanwhile.
    if (verify) verifyBlock(cid, bytes);
    return bytes;
  };

  return {
    take,
    async find(cid, keep) {
      for (;;) {
        const found = take(cid, keep) ?? (await reread(cid));
        if (found) return found;
        const frame = frames.peek();
        if (frame) {
          if (verify) verifyBlock(frame.cid, frame.bytes);
          frames.skip();
          stashFrame(frame.cid, frame.bytes, frame.start);
        } else if (!(await frames.fill())) {
          if (given.hasForgotten) throw stashExceeded(`${cidText(cid)} is needed again, and is no longer kept`, cid);
          throw blockMissing(cid);
        }
      }
    },
    finish: () =>
      forEachFrame(frames, (frame) => {
        if (verify) verifyBlock(frame.cid, frame.bytes);
      }),
  };
}

/** A place in a source, as bytes. */
function toPlace(start: number, length: number): Uint8Array {
  return new Uint8Array(Float64Array.of(start, length).buffer);
}

function fromPlace(place: Uint8Array): { readonly start: number; readonly length: number } {
  const [start = 0, length = 0] = new Float64Array(place.slice().buffer);
  return { start, length };
}

function stashExceeded(what: string, cid: Uint8Array): Error {
  const advice = "raise `maxStash`, or save the CAR first and read it as a file, which is read in any order";
  const message = `The blocks are in an order that cannot be followed: ${what} (${advice})`;
  return repoError("stash_exceeded", "out_of_order", message, { cid: cidText(cid) });
}

/** The error for a block that is not there. */
export function blockMissing(cid: Uint8Array): Error {
  const text = cidText(cid);
  return repoError("block_missing", "missing", `The block ${text} belongs to the repository, and is not there`, {
    cid: text,
  });
}
