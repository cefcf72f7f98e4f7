import { type CarSource, openSource } from "./CarSource.ts";
import { readFrames } from "./readFrames.ts";
import { cidText, verifyBlock } from "./verifyBlock.ts";

/** A block of a CAR. */
export interface Block {
  /** Its CID. */
  readonly cid: string;
  /** What it holds. */
  readonly bytes: Uint8Array;
}

/** Options of {@link readCar}. */
export interface ReadCarOptions {
  /** Whether the hash of each block is verified. @default true */
  readonly verify?: boolean | undefined;
  /** The largest block that is read, in bytes, its CID included. @default 2_097_152 */
  readonly maxBlockSize?: number | undefined;
}

/** A CAR that is being read: iterate over its blocks, once. */
export interface CarReader extends AsyncIterable<Block> {
  /** The CIDs that it is about. A repository has one, its commit. */
  readonly roots: readonly string[];
}

/**
 * Reads a CAR of version 1 block by block, as it comes. Leaving the loop gives up the rest.
 *
 * @throws {RepoError} `car_invalid`, and from the loop `car_invalid` and `block_mismatch`
 * @throws {InvalidOptionError} for what is no source
 * @throws {unknown} what the source fails with
 * @example
 * ```ts
 * const car = await readCar(await fetch(url));
 * for await (const { cid, bytes } of car) console.log(cid, bytes.length);
 * ```
 * @see https://ipld.io/specs/transport/car/carv1/
 */
export async function readCar(source: CarSource, options: ReadCarOptions = {}): Promise<CarReader> {
  const { verify = true, maxBlockSize } = options;
  const open = openSource(source);
  const { roots, frames } = await readFrames(open, maxBlockSize).catch(async (error: unknown) => {
    await open.close().catch(() => {});
    throw error;
  });
  return {
    roots,
    async *[Symbol.asyncIterator]() {
      try {
        do {
          for (let frame = frames.peek(); frame; frame = frames.peek()) {
            const { cid, bytes } = frame;
            if (verify) verifyBlock(cid, bytes);
            frames.skip();
            yield { cid: cidText(cid), bytes };
          }
        } while (await frames.fill());
      } finally {
        await open.close().catch(() => {});
      }
    },
  };
}
