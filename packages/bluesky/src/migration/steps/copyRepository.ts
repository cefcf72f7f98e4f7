import { checkAccountStatus } from "../../lexicons/com/atproto/server/checkAccountStatus.ts";
import { getRepo } from "../../lexicons/com/atproto/sync/getRepo.ts";
import { sendCar } from "../../transfer/server/sendCar.ts";
import { migrationError } from "../contract/MigrationError.ts";
import { keepBytes } from "../keep/keepBytes.ts";
import type { Run } from "./Run.ts";

/** How often it is copied anew where somebody keeps writing. */
const MOST_COPIES = 10;

/**
 * Exports the repository and imports it, as it is, until nothing has been written meanwhile. The new server takes the difference, so
 * it can be done again, but never once the account is active there: what was written there would go.
 *
 * @throws {MigrationError} `migration_incomplete`
 * @throws {CallError}
 */
export async function copyRepository(run: Run): Promise<void> {
  const { source, call, journal } = run;
  const { did } = journal();
  for (let copies = 0; copies < MOST_COPIES; copies++) {
    const { repoRev: rev } = await checkAccountStatus(source, {}, call);
    // A server that imports wants to know how long it is, and the one that exports does not say.
    const car = await keepBytes(await getRepo(source, { did }, call));
    try {
      await sendCar(await run.target(), car.body, call);
    } finally {
      await car.drop();
    }
    const before = await checkAccountStatus(source, {}, call);
    if (before.repoRev !== rev) continue;
    const after = await checkAccountStatus(await run.target(), {}, call);
    if (after.indexedRecords !== before.indexedRecords) {
      const message = `Expected ${before.indexedRecords} records on the new server, found ${after.indexedRecords}.`;
      throw migrationError("migration_incomplete", message, { step: "repository" });
    }
    await run.note({ rev });
    return;
  }
  const message = "The repository was written to each time that it was copied: stop what writes to it.";
  throw migrationError("migration_incomplete", message, { step: "repository" });
}

/** Whether something was written at the old server since it was copied. */
export async function isBehind({ source, call, journal }: Run): Promise<boolean> {
  return (await checkAccountStatus(source, {}, call)).repoRev !== journal().rev;
}
