import { reasonOf } from "../../../errors/createError.ts";
import type { Level } from "../../../schema/Schema.ts";
import type { Write } from "../../single/buildWrite.ts";
import { momentOf } from "../../single/value/NewRecord.ts";
import type { WriteLimits } from "../contract/WriteLimits.ts";
import { type PlanWriteRef, writePlanError } from "../contract/WritePlanError.ts";
import { digestWrites, hashAll } from "./digestWrites.ts";
import { type PlannedWrite, pathOf, prepareWrite, toRef } from "./PlannedWrite.ts";

/** The writes of a plan, and what they are together. */
export interface PreparedWrites {
  readonly writes: readonly PlannedWrite[];
  readonly points: number;
  readonly hash: number;
  readonly digests: string;
}

/**
 * Prepares all writes of a plan. Everything that is wrong with any of them is found out before the first is sent.
 *
 * @param options.moment when they are planned, in milliseconds since 1970
 * @throws {WritePlanError} `invalid_plan`
 */
export function prepareWrites(
  given: readonly Write[],
  options: { readonly limits: WriteLimits; readonly level: Level | false; readonly moment: number },
): PreparedWrites {
  const { limits, level } = options;
  const most = Math.min(limits.hour, limits.day);
  const writes: PlannedWrite[] = [];
  const wrong: (PlanWriteRef & { readonly cause: unknown })[] = [];
  /** Whether there is a record, as far as the plan itself says. */
  const exists = new Map<string, boolean>();
  for (const [index, write] of given.entries()) {
    try {
      const planned = prepareWrite(write, { level, moment: momentOf(options.moment, index, given.length) });
      const path = pathOf(planned.write);
      const there = exists.get(path);
      if (there !== undefined && there === (write.action === "create")) {
        throw writePlanError("invalid_plan", `an earlier write ${there ? "creates or updates" : "deletes"} the record`);
      }
      if (planned.points > most) throw writePlanError("invalid_plan", `its ${planned.points} points exceed the limits`);
      exists.set(path, write.action !== "delete");
      writes.push(planned);
    } catch (cause) {
      wrong.push({ ...toRef(write, index), cause });
    }
  }
  const [first] = wrong;
  if (first) {
    const { index, action, collection, cause } = first;
    const why = reasonOf(cause);
    const more = wrong.length > 1 ? `; and ${wrong.length - 1} more` : "";
    throw writePlanError("invalid_plan", `write ${index} (${action} ${collection}): ${why}${more}`, {
      cause,
      writes: wrong.map(({ cause: _, ...ref }) => ref),
    });
  }
  const hashes = writes.map(({ hash }) => hash);
  return {
    writes,
    points: writes.reduce((sum, { points }) => sum + points, 0),
    hash: hashAll(hashes),
    digests: digestWrites(hashes),
  };
}
