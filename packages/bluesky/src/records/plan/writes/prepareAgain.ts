import { reasonOf } from "../../../errors/createError.ts";
import type { Write } from "../../single/buildWrite.ts";
import { momentOf } from "../../single/value/NewRecord.ts";
import { type WritePlanError, writePlanError } from "../contract/WritePlanError.ts";
import { findDifference, hashAll } from "./digestWrites.ts";
import { type PlannedWrite, prepareWrite, toRef } from "./PlannedWrite.ts";

/** What is known of the writes of a plan. */
export interface KnownWrites {
  readonly total: number;
  readonly hash: number;
  readonly digests: string;
  readonly moment: number;
  /** The keys that were made for them, in order. */
  readonly keys: readonly string[];
}

/**
 * Prepares the writes of a plan that was made before: they get the same keys and the same `createdAt`. They were validated when
 * they were planned.
 *
 * @throws {WritePlanError} `invalid_checkpoint` if they are different writes
 */
export function prepareAgain(given: readonly Write[], known: KnownWrites): readonly PlannedWrite[] {
  const { total, keys, moment } = known;
  if (given.length !== total) {
    throw writePlanError("invalid_checkpoint", `expected the ${total} planned writes, got ${given.length}`);
  }
  let next = 0;
  const writes = given.map((write, index) => {
    // Writes of a plan are given again with the keys that it made.
    const again = write.action === "create" && write.rkey !== undefined && write.rkey === keys[next];
    try {
      return prepareWrite(again ? { ...write, rkey: undefined } : write, {
        level: false,
        moment: momentOf(moment, index, total),
        key: () => keys[next++],
      });
    } catch (cause) {
      const why = reasonOf(cause);
      const name = `write ${index} (${write.action} ${write.schema.nsid})`;
      throw writePlanError("invalid_checkpoint", `${name} is not the one that was planned: ${why}`, {
        cause,
        writes: [toRef(write, index)],
      });
    }
  });
  if (hashAll(writes.map(({ hash }) => hash)) === known.hash) return writes;
  throw otherWrites(known, writes);
}

/** Says which writes are not those that were planned. */
function otherWrites({ digests, total }: KnownWrites, writes: readonly PlannedWrite[]): WritePlanError {
  const hashes = writes.map(({ hash }) => hash);
  const { from, to } = findDifference(digests, hashes) ?? { from: 0, to: total };
  const refs = writes.slice(from, to).map(({ write }, i) => toRef(write, from + i));
  const [first, last] = [refs[0], refs.at(-1)].map((ref) => `${ref?.action} ${ref?.collection}/${ref?.rkey}`);
  const which =
    refs.length === 1 ? `write ${from} (${first})` : `one of the writes ${from} (${first}) to ${to - 1} (${last})`;
  return writePlanError("invalid_checkpoint", `${which} is not the one that was planned`, { writes: refs });
}
