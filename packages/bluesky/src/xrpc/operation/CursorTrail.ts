/** How many cursors are remembered, and how many characters of them. */
const MOST = 1000;
const MOST_TEXT = 2 ** 20;

/** The cursors that pages have come with: says when one comes again, in bounded memory, however many there are. */
export class CursorTrail {
  readonly #seen = new Set<unknown>();
  #length = 0;
  #count = 0;
  /** One of long ago, for circles that are longer than what is remembered. */
  #mark: unknown;

  /** @returns whether it is new, as far as is remembered */
  add(cursor: unknown): boolean {
    if (this.#seen.has(cursor) || (this.#count > 0 && cursor === this.#mark)) return false;
    // Further and further apart: so any circle comes back to one in the end.
    if ((this.#count & (this.#count - 1)) === 0) this.#mark = cursor;
    this.#count++;
    this.#seen.add(cursor);
    this.#length += lengthOf(cursor);
    for (const oldest of this.#seen) {
      if (this.#seen.size <= MOST && this.#length <= MOST_TEXT) break;
      this.#seen.delete(oldest);
      this.#length -= lengthOf(oldest);
    }
    return true;
  }
}

function lengthOf(cursor: unknown): number {
  return typeof cursor === "string" ? cursor.length : 1;
}
