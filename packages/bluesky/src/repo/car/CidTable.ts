import { isSameCid } from "./verifyBlock.ts";

/** An entry of a table. */
interface Entry<T> {
  readonly cid: Uint8Array;
  readonly value: T;
  next: Entry<T> | undefined;
}

/**
 * What is known of blocks, by the bytes of their CIDs. Texts as keys would take longer to make than all else: so it goes by the last
 * bytes, which are those of a hash, and compares the rest.
 */
export interface CidTable<T> {
  get(cid: Uint8Array): T | undefined;
  /** Puts a value in, if there is none yet. */
  add(cid: Uint8Array, value: T): void;
  delete(cid: Uint8Array): void;
  readonly size: number;
}

/** Makes an empty table. */
export function createCidTable<T>(): CidTable<T> {
  const entries = new Map<number, Entry<T>>();
  let size = 0;
  const find = (cid: Uint8Array): Entry<T> | undefined => {
    let entry = entries.get(slotOf(cid));
    while (entry && !isSameCid(entry.cid, cid)) entry = entry.next;
    return entry;
  };
  return {
    get: (cid) => find(cid)?.value,
    add(cid, value) {
      if (find(cid)) return;
      const slot = slotOf(cid);
      entries.set(slot, { cid, value, next: entries.get(slot) });
      size++;
    },
    delete(cid) {
      const slot = slotOf(cid);
      let before: Entry<T> | undefined;
      let entry = entries.get(slot);
      while (entry && !isSameCid(entry.cid, cid)) {
        before = entry;
        entry = entry.next;
      }
      if (!entry) return;
      size--;
      if (before) before.next = entry.next;
      else if (entry.next) entries.set(slot, entry.next);
      else entries.delete(slot);
    },
    get size() {
      return size;
    },
  };
}

/** Thirty bits: more would not be a small integer, which engines keep without memory of its own. */
function slotOf(cid: Uint8Array): number {
  const end = cid.length;
  const bits =
    ((cid[end - 4] ?? 0) << 24) | ((cid[end - 3] ?? 0) << 16) | ((cid[end - 2] ?? 0) << 8) | (cid[end - 1] ?? 0);
  return bits >>> 2;
}
