import { isSameCid } from "./verifyBlock.ts";

/** What was given, in case it is asked for again: another key may share it. */
export interface GivenBlocks {
  /** Remembers a block, or what stands for it. */
  add(cid: Uint8Array, bytes: Uint8Array): void;
  get(cid: Uint8Array): Uint8Array | undefined;
  /** Whether something has been forgotten. */
  readonly hasForgotten: boolean;
}

/** The length of a CID, and that of its block, in front of both. */
const HEAD = 5;

/**
 * Remembers blocks up to so many bytes, and the latest half as many at least. They are copied, one behind the other, into few large
 * arrays: an object for each would take more memory than most blocks, and garbage collectors would look at all of them.
 */
export function createGivenBlocks(most: number): GivenBlocks {
  const half = Math.floor(most / 2);
  let young = createArena(half);
  let old: Arena | undefined;
  let hasForgotten = false;
  return {
    add(cid, bytes) {
      if (young.add(cid, bytes)) return;
      hasForgotten ||= old !== undefined;
      old = young;
      // As large as the one before has grown to.
      young = createArena(half, old.size, old.slotCount);
      // One that is larger than all that may be kept.
      if (!young.add(cid, bytes)) hasForgotten = true;
    },
    get: (cid) => young.get(cid) ?? old?.get(cid),
    get hasForgotten() {
      return hasForgotten;
    },
  };
}

interface Arena {
  /** How many bytes there are, used or not. */
  readonly size: number;
  readonly slotCount: number;
  /** `false`: there is no room. */
  add(cid: Uint8Array, bytes: Uint8Array): boolean;
  get(cid: Uint8Array): Uint8Array | undefined;
}

/** Entries in one array, and a table of where they begin: open addressing, by the last bytes of CIDs, which are those of a hash. */
function createArena(most: number, size = 0, slotCount = 256): Arena {
  let data = new Uint8Array(size);
  let view = new DataView(data.buffer);
  let end = 0;
  /** Where the entry of a slot begins, plus one: zero is an empty slot. A power of two of them. */
  let slots = new Float64Array(slotCount);
  let count = 0;

  const cidAt = (start: number): Uint8Array => data.subarray(start + HEAD, start + HEAD + view.getUint8(start));

  /** The slot of a CID, or the empty one where it belongs. */
  const findSlot = (cid: Uint8Array): number => {
    let slot = slotOf(cid) & (slots.length - 1);
    for (;;) {
      const start = (slots[slot] ?? 0) - 1;
      if (start < 0 || isSameCid(cidAt(start), cid)) return slot;
      slot = (slot + 1) & (slots.length - 1);
    }
  };

  const grow = (needed: number): void => {
    const larger = new Uint8Array(Math.max(needed, Math.min(most, data.length * 2, 2 ** 31), 4096));
    larger.set(data.subarray(0, end));
    data = larger;
    view = new DataView(data.buffer);
  };

  const spread = (): void => {
    const all = slots;
    slots = new Float64Array(all.length * 2);
    for (const place of all) if (place > 0) slots[findSlot(cidAt(place - 1))] = place;
  };

  return {
    get size() {
      return data.length;
    },
    get slotCount() {
      return slots.length;
    },
    add(cid, bytes) {
      const next = end + HEAD + cid.length + bytes.length;
      if (next > most) return false;
      if (next > data.length) grow(next);
      const slot = findSlot(cid);
      if (slots[slot]) return true;
      view.setUint8(end, cid.length);
      view.setUint32(end + 1, bytes.length);
      data.set(cid, end + HEAD);
      data.set(bytes, end + HEAD + cid.length);
      slots[slot] = end + 1;
      end = next;
      count++;
      if (count * 2 > slots.length) spread();
      return true;
    },
    get(cid) {
      const start = (slots[findSlot(cid)] ?? 0) - 1;
      if (start < 0) return undefined;
      const from = start + HEAD + view.getUint8(start);
      return data.subarray(from, from + view.getUint32(start + 1));
    },
  };
}

function slotOf(cid: Uint8Array): number {
  const end = cid.length;
  return (cid[end - 4] ?? 0) | ((cid[end - 3] ?? 0) << 8) | ((cid[end - 2] ?? 0) << 16) | ((cid[end - 1] ?? 0) << 24);
}
