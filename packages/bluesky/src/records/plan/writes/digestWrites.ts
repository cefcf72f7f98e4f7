import { hashText } from "./hashText.ts";

/** How many digests there are at most. */
const MOST = 512;
/** How many characters one has: with the hash of all writes beside them they only have to find a place. */
const LENGTH = 6;

/** Which writes of a plan: from one on, up to another that is not among them. */
export interface WriteRange {
  readonly from: number;
  readonly to: number;
}

/** One hash of the hashes of several writes. */
export function hashAll(hashes: readonly number[]): number {
  return hashes.reduce((sum, hash) => hashText(`${hash}`, sum), 0);
}

/** Digests by which it can be told later which writes differ: one for each write, or of many one for each block of them. */
export function digestWrites(hashes: readonly number[]): string {
  return blocksOf(hashes.length)
    .map(({ from, to }) => hashAll(hashes.slice(from, to)) % 36 ** LENGTH)
    .map((digest) => digest.toString(36).padStart(LENGTH, "0"))
    .join("");
}

/** Whether a text is what {@link digestWrites} gives for so many writes. */
export function areDigests(text: unknown, count: number): boolean {
  return typeof text === "string" && /^[\da-z]*$/.test(text) && text.length === blocksOf(count).length * LENGTH;
}

/** The first block of writes that differ from those which the digests are of. */
export function findDifference(digests: string, hashes: readonly number[]): WriteRange | undefined {
  const given = digestWrites(hashes);
  return blocksOf(hashes.length).find(
    (_, i) => given.slice(i * LENGTH, (i + 1) * LENGTH) !== digests.slice(i * LENGTH, (i + 1) * LENGTH),
  );
}

function blocksOf(count: number): WriteRange[] {
  const size = Math.max(1, Math.ceil(count / MOST));
  return Array.from({ length: Math.ceil(count / size) }, (_, i) => ({
    from: i * size,
    to: Math.min(count, (i + 1) * size),
  }));
}
