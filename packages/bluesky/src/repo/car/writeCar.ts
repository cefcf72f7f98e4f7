import { parseCid } from "../../data/cid.ts";
import { encodeCbor } from "../../data/encodeCbor.ts";
import type { Block } from "./readCar.ts";

/**
 * Writes a CAR of version 1 as chunks, one for the header and one for each block.
 *
 * @param roots the CIDs that it is about. A repository has one, its commit
 * @throws {InvalidDataError} for a CID that is none
 * @throws {unknown} what the blocks end with
 * @example
 * ```ts
 * import { writeFile } from "node:fs/promises";
 * await writeFile("some.car", writeCar([root], blocks));
 * ```
 * @see https://ipld.io/specs/transport/car/carv1/
 */
export async function* writeCar(
  roots: readonly string[],
  blocks: Iterable<Block> | AsyncIterable<Block>,
): AsyncGenerator<Uint8Array<ArrayBuffer>, void, undefined> {
  yield toHeader(roots);
  for await (const { cid, bytes } of blocks) yield toFrame(parseCid(cid).bytes, bytes);
}

/** The header of a CAR. */
export function toHeader(roots: readonly string[]): Uint8Array<ArrayBuffer> {
  return toFrame(new Uint8Array(0), encodeCbor({ roots: roots.map((root) => ({ $link: root })), version: 1 }));
}

/** A block as it stands in a CAR: the length of what follows, the CID, the bytes. */
export function toFrame(cid: Uint8Array, bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const varint: number[] = [];
  let rest = cid.length + bytes.length;
  for (; rest > 127; rest = Math.floor(rest / 128)) varint.push((rest % 128) + 128);
  varint.push(rest);
  const frame = new Uint8Array(varint.length + cid.length + bytes.length);
  frame.set(varint);
  frame.set(cid, varint.length);
  frame.set(bytes, varint.length + cid.length);
  return frame;
}
