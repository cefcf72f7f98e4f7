import { FrameFault } from "./FrameFault.ts";
import type { OpPlace } from "./OpPlace.ts";

/** For more operations than these there is a map. */
const FEW = 8;

/**
 * Finds the records of operations in a CAR, by going through it once. Records of several operations may share a block.
 *
 * @throws {unknown} a `FrameFault`
 */
export function findBlocks(bytes: Uint8Array, start: number, end: number, ops: readonly OpPlace[]): void {
  let missing = 0;
  for (const op of ops) if (op.cidStart > 0) missing++;
  if (missing === 0) return;
  const many = missing > FEW ? bySlot(bytes, ops) : undefined;
  let at = start;
  for (let isHeader = true; at < end; isHeader = false) {
    let length = 0;
    let factor = 1;
    for (;;) {
      const byte = bytes[at++] ?? 0;
      length += (byte & 127) * factor;
      factor *= 128;
      if (byte < 128) break;
      if (at >= end || factor > 2 ** 35) throw new FrameFault("a length in its CAR is no number");
    }
    const next = at + length;
    if (length === 0 || next > end) throw new FrameFault("its CAR ends within a block");
    if (!isHeader) {
      const cidLength = lengthOfCid(bytes, at, next);
      const end = at + cidLength;
      const candidates = many ? many.get(slotAt(bytes, end)) : ops;
      if (candidates) {
        const last = bytes[end - 1];
        for (const op of candidates) {
          // Nearly all differ in this byte already.
          if (bytes[op.cidEnd - 1] !== last || op.cidStart === 0 || op.blockEnd > 0) continue;
          if (!isSame(bytes, at, cidLength, op)) continue;
          op.blockStart = at + cidLength;
          op.blockEnd = next;
          missing--;
        }
        if (missing === 0) return;
      }
    }
    at = next;
  }
}

function bySlot(bytes: Uint8Array, ops: readonly OpPlace[]): Map<number, OpPlace[]> {
  const slots = new Map<number, OpPlace[]>();
  for (const op of ops) {
    if (op.cidStart === 0) continue;
    const slot = slotAt(bytes, op.cidEnd);
    const others = slots.get(slot);
    if (others) others.push(op);
    else slots.set(slot, [op]);
  }
  return slots;
}

/** The last bytes of a CID, which are those of a hash. */
function slotAt(bytes: Uint8Array, end: number): number {
  return ((bytes[end - 3] ?? 0) << 16) | ((bytes[end - 2] ?? 0) << 8) | (bytes[end - 1] ?? 0);
}

function isSame(bytes: Uint8Array, at: number, length: number, op: OpPlace): boolean {
  if (op.cidEnd - op.cidStart !== length) return false;
  // They differ in their digests, if anywhere: from behind.
  for (let i = length - 1; i >= 0; i--) if (bytes[at + i] !== bytes[op.cidStart + i]) return false;
  return true;
}

function lengthOfCid(bytes: Uint8Array, start: number, end: number): number {
  if (bytes[start] === 1 && bytes[start + 2] === 0x12 && bytes[start + 3] === 32 && (bytes[start + 1] ?? 128) < 128) {
    if (start + 36 <= end) return 36;
  } else {
    // Version, codec, hash and length, as varints.
    let at = start;
    let value = 0;
    let factor = 1;
    for (let left = 4; left > 0 && at < end && at < start + 20; ) {
      const byte = bytes[at++] ?? 0;
      value += (byte & 127) * factor;
      factor *= 128;
      if (byte > 127) continue;
      left--;
      if (left === 0 && at + value <= end) return at + value - start;
      value = 0;
      factor = 1;
    }
  }
  throw new FrameFault("a block in its CAR has no CID");
}
