import { openSource } from "./CarSource.ts";
import { type CidTable, createCidTable } from "./CidTable.ts";
import { forEachFrame, readFrames } from "./readFrames.ts";
import { verifyBlock } from "./verifyBlock.ts";

/** A small CAR, as it stands in a frame of a stream. */
export interface CarBlocks {
  /** The CIDs that it is about, as texts. */
  readonly roots: readonly string[];
  /** Its blocks. They are views of its bytes. */
  readonly blocks: CidTable<Uint8Array>;
}

/**
 * Reads all blocks of a CAR that is in memory, each held to its CID.
 *
 * @throws {RepoError} `car_invalid`, `block_mismatch`
 */
export async function readBlocks(bytes: Uint8Array): Promise<CarBlocks> {
  const { roots, frames } = await readFrames(openSource(bytes));
  const blocks = createCidTable<Uint8Array>();
  await forEachFrame(frames, (frame) => {
    verifyBlock(frame.cid, frame.bytes);
    blocks.add(frame.cid, frame.bytes);
  });
  return { roots, blocks };
}
