import type { getRecord } from "../../../lexicons/com/atproto/repo/getRecord.ts";
import { byCid } from "../../single/outcome/byCid.ts";
import { findRecord } from "../../single/outcome/findRecord.ts";
import { writePlanError } from "../contract/WritePlanError.ts";
import { type PlannedWrite, toRef } from "../writes/PlannedWrite.ts";
import type { PlanRun } from "./PlanRun.ts";

/** How many records are asked for at a time. */
const AT_ONCE = 10;

/**
 * Finds out what became of a batch that was sent: which of its writes need not be sent any more.
 *
 * A commit is done as a whole or not at all. So a record under a key that was made for it shows that the whole batch is
 * done, whatever became of its records since. Without such a key each write is looked at by itself: it is done if the repository is
 * as it would make it.
 *
 * @throws {WritePlanError} `write_conflict`
 * @throws {CallError}
 */
export async function findAlreadyDone(
  run: PlanRun,
  writes: readonly PlannedWrite[],
): Promise<ReadonlySet<PlannedWrite>> {
  const made = writes.filter((planned) => planned.keyMade);
  for (let i = 0; i < made.length; i += AT_ONCE) {
    const found = await Promise.all(made.slice(i, i + AT_ONCE).map((planned) => find(planned, run)));
    if (found.some((record) => record !== undefined)) return new Set(writes);
  }

  const alreadyDone = new Set<PlannedWrite>();
  const conflicts = new Set<PlannedWrite>();
  const others = writes.filter((planned) => !planned.keyMade);
  for (let i = 0; i < others.length; i += AT_ONCE) {
    await Promise.all(
      others.slice(i, i + AT_ONCE).map(async (planned) => {
        const { action, record } = planned.write;
        const found = await find(planned, run);
        const isDone = action === "delete" ? !found : found && (await byCid.isStored(record, found));
        if (isDone) alreadyDone.add(planned);
        else if (action === (found ? "create" : "update")) conflicts.add(planned);
      }),
    );
  }
  if (conflicts.size === 0) return alreadyDone;
  const refs = writes
    .filter((planned) => conflicts.has(planned))
    .map((planned) => toRef(planned.write, run.state.first + run.state.writes.indexOf(planned)));
  const [one] = refs;
  const why =
    one?.action === "create" ? "there is already a record with another value" : "there is no record to update";
  const more = refs.length > 1 ? `; and ${refs.length - 1} more` : "";
  throw writePlanError("write_conflict", `${one?.action} of ${one?.collection}/${one?.rkey}: ${why}${more}`, {
    writes: refs,
  });
}

/** The record that is under a write's key. */
function find(
  { write }: PlannedWrite,
  { client, repo, options: { signal } }: PlanRun,
): Promise<getRecord.Output | undefined> {
  return findRecord(client, { repo, collection: write.schema.nsid, rkey: write.rkey }, { signal });
}
