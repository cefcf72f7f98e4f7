import { parseCid } from "../../data/cid.ts";
import { invalidOption } from "../../errors/InvalidOptionError.ts";
import { type CarSource, openSource } from "./CarSource.ts";
import { createCidTable } from "./CidTable.ts";
import type { ReadCarOptions } from "./readCar.ts";
import { forEachFrame, readFrames } from "./readFrames.ts";
import { verifyBlock } from "./verifyBlock.ts";

/** Where blocks are read from, by CID: a {@link CarIndex}, a database, a server. */
export interface BlockStore {
  /** The bytes of a block. `undefined`: it is not there. */
  get(cid: string): Uint8Array | undefined | Promise<Uint8Array | undefined>;
}

/** The blocks of a CAR, by where they are in it. */
export interface CarIndex extends BlockStore {
  /** The CIDs that the CAR is about. A repository has one, its commit. */
  readonly roots: readonly string[];
  /** How many blocks there are. */
  readonly size: number;
  /** The bytes of a block, verified as they are read. `undefined`: it is not there. */
  get(cid: string): Promise<Uint8Array | undefined>;
}

/**
 * Finds out where the blocks of a CAR are, and reads them when they are asked for. Of a file there is no more in memory than the
 * places.
 *
 * @param source bytes, a `Blob`, or what `carFile` has opened: something that can be read in any order
 * @throws {RepoError} `car_invalid`, and from `get` `block_mismatch`
 * @throws {InvalidOptionError} for what can be read only once
 * @throws {unknown} what the source fails with
 * @example
 * ```ts
 * const car = await indexCar(bytes);
 * for (const root of car.roots) console.log(await car.get(root));
 * ```
 */
export async function indexCar(source: CarSource, options: ReadCarOptions = {}): Promise<CarIndex> {
  const { verify = true, maxBlockSize } = options;
  const open = openSource(source);
  const { again } = open;
  if (!again) {
    throw invalidOption("source", "Expected bytes, a Blob or a file, got a stream, which can be read only once.");
  }
  const places = createCidTable<readonly [start: number, end: number]>();
  try {
    const { roots, frames } = await readFrames(open, maxBlockSize);
    await forEachFrame(frames, ({ cid, bytes, start }) => places.add(cid.slice(), [start, start + bytes.length]));
    return {
      roots,
      get size() {
        return places.size;
      },
      async get(cid) {
        const { bytes: id } = parseCid(cid);
        const place = places.get(id);
        if (!place) return undefined;
        const bytes = await again(...place);
        if (verify) verifyBlock(id, bytes);
        return bytes;
      },
    };
  } finally {
    await open.close().catch(() => {});
  }
}
