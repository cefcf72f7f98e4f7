import type { Level } from "../../schema/Schema.ts";
import type { Write } from "../Write.ts";
import { hashText } from "./hashText.ts";
import { type PlannedWrite, pathOf, prepareWrite, toRef } from "./PlannedWrite.ts";
import type { WriteLimits } from "./WriteBudget.ts";
import { type PlanWriteRef, WritePlanError } from "./WritePlanError.ts";

/** The writes of a plan, and what they are together. */
export interface PreparedWrites {
  readonly writes: readonly PlannedWrite[];
  readonly points: number;
  readonly hash: number;
}

/**
 * Prepares all writes of a plan. Everything that is wrong with any of them is found out before the first is sent.
 *
 * @param options.keys Keys that were made for these writes before, in order.
 * @throws WritePlanError `invalid_plan`
 */
export function prepareWrites(
  given: readonly Write[],
  options: { readonly limits: WriteLimits; readonly level: Level | false; readonly keys?: readonly string[] },
): PreparedWrites {
  const { limits, level, keys = [] } = options;
  const most = Math.min(limits.hour, limits.day);
  const writes: PlannedWrite[] = [];
  const wrong: (PlanWriteRef & { readonly cause: unknown })[] = [];
  /** Whether there is a record, as far as the plan itself says. */
  const exists = new Map<string, boolean>();
  let next = 0;
  for (const [index, write] of given.entries()) {
    try {
      // Writes of a plan are given again with the keys that it made.
      const again = write.action === "create" && write.rkey !== undefined && write.rkey === keys[next];
      const planned = prepareWrite(again ? { ...write, rkey: undefined } : write, level, () => keys[next++]);
      const path = pathOf(planned.write);
      const there = exists.get(path);
      if (there !== undefined && there === (write.action === "create")) {
        throw new WritePlanError(
          "invalid_plan",
          `an earlier write ${there ? "creates or updates" : "deletes"} the record`,
        );
      }
      if (planned.points > most)
        throw new WritePlanError("invalid_plan", `its ${planned.points} points exceed the limits`);
      exists.set(path, write.action !== "delete");
      writes.push(planned);
    } catch (cause) {
      wrong.push({ ...toRef(write, index), cause });
    }
  }
  const [first] = wrong;
  if (first) {
    const { index, action, collection, cause } = first;
    const why = cause instanceof Error ? cause.message : String(cause);
    const more = wrong.length > 1 ? `; and ${wrong.length - 1} more` : "";
    throw new WritePlanError("invalid_plan", `write ${index} (${action} ${collection}): ${why}${more}`, {
      cause,
      writes: wrong.map(({ cause: _, ...ref }) => ref),
    });
  }
  return {
    writes,
    points: writes.reduce((sum, { points }) => sum + points, 0),
    hash: writes.reduce((sum, { hash }) => hashText(`${hash}`, sum), 0),
  };
}
