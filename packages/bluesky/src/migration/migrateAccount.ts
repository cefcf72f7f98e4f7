import { checkSignal } from "../errors/checkSignal.ts";
import { checkAccountStatus } from "../lexicons/com/atproto/server/checkAccountStatus.ts";
import { waitFor } from "../records/single/limits/waitFor.ts";
import type { Client } from "../xrpc/contract/Call.ts";
import type {
  MigrationOptions,
  MigrationProgress,
  MigrationReport,
  MigrationStep,
  Move,
} from "./contract/Migration.ts";
import { migrationError } from "./contract/MigrationError.ts";
import { type Journal, loadJournal, STEPS, saveJournal } from "./journal/Journal.ts";
import { callOptions, identifierOf, openServer } from "./server/openServer.ts";
import { changeIdentity } from "./steps/changeIdentity.ts";
import { copyBlobs } from "./steps/copyBlobs.ts";
import { copyPreferences } from "./steps/copyPreferences.ts";
import { copyRepository, isBehind } from "./steps/copyRepository.ts";
import { makeAccount } from "./steps/makeAccount.ts";
import { prepare } from "./steps/prepare.ts";
import type { Run } from "./steps/Run.ts";
import { setActive } from "./steps/setActive.ts";
import { toReport } from "./toReport.ts";

/**
 * Moves an account to another server: repository, blobs, preferences and the DID itself. Followers, lists and links stay, for they go
 * by the DID.
 *
 * A journal says what is done. A program that was stopped, at any moment, is started again with the same move and goes on: each step
 * finds out what is there before it writes. Until the step `identity` nothing has changed for anybody else; from then on the account is on the
 * new server. With `dryRun` nothing is written, and the report says what would be done, and what is in the way.
 *
 * What it does not take along: app passwords, sessions, the confirmation of the e-mail address, blobs that no record refers to, drafts,
 * and what is kept elsewhere than on the server (direct messages, mutes and bookmarks stay, for they go by the DID). Stop
 * programs that write before: what is written at the old server in its last seconds is left behind, and the report says so.
 *
 * @throws {MigrationError} `migration_refused`, `migration_blobs_missing`, `migration_incomplete`, `migration_journal_invalid`
 * @throws {IdentityError} where the account is not to be found
 * @throws {PlcError} where the directory refuses the operation, or its log does not hold
 * @throws {CryptoError} `curve_unsupported`
 * @throws {AuthError} `invalid_service`
 * @throws {InvalidOptionError}
 * @throws {AbortedError}
 * @throws {CallError} where a server refuses, or cannot be reached
 * @throws {unknown} what `token`, `publish`, `onProgress` and the rotation key throw
 * @example
 * ```ts
 * import { migrateAccount } from "bluesky/migration";
 * import { fileJournal } from "bluesky/migration/file";
 *
 * const report = await migrateAccount({
 *   account: "alice.example.com",
 *   from: { password },
 *   to: { service: "https://pds.example.net", password: newPassword, handle: "alice.example.com" },
 *   journal: fileJournal("move.json"),
 *   token: () => ask("The token of the e-mail?"),
 * });
 * console.log(report.isDone, report.missingBlobs);
 * ```
 * @see https://atproto.com/guides/account-migration
 */
export async function migrateAccount(move: Move, options: MigrationOptions = {}): Promise<MigrationReport> {
  checkSignal(options.signal);
  const finished = await loadJournal(move.journal, options.signal);
  // The old server may be gone by then.
  if (finished?.done.verification) return toReport(finished, move, { records: 0, blobs: 0, obstacles: [] });
  const { source, obstacles, records, blobs, ...prepared } = await prepare(move, options);
  let { journal } = prepared;
  if (options.dryRun) return toReport(journal, move, { records, blobs, obstacles });
  if (obstacles.length > 0)
    throw migrationError("migration_refused", `The account is not moved: ${obstacles.join("; ")}.`);
  const call = callOptions(options);
  const note = async (change: Partial<Journal>): Promise<void> => {
    journal = { ...journal, ...change };
    await saveJournal(move.journal, journal, options.signal);
  };
  const tell = async (progress: MigrationProgress): Promise<void> =>
    waitFor(() => options.onProgress?.(progress), options.signal, "the migration was aborted");
  const { did, to, handle } = journal;
  let target: Promise<Client> | undefined;
  const openTarget = async (): Promise<Client> => {
    const { password } = move.to;
    return (await openServer({ service: to, identifier: identifierOf(did, handle), password }, options)).client;
  };
  const run: Run = {
    ...{ move, options, call, source, note },
    journal: () => journal,
    target() {
      target ??= openTarget();
      target.catch(() => {
        target = undefined;
      });
      return target;
    },
    tell: (step, copied) => tell({ step, state: "moving", copied }),
  };
  if (!prepared.isResumed) await note({});
  for (const step of STEPS) {
    if (journal.done[step]) continue;
    checkSignal(options.signal);
    await tell({ step, state: "begun" });
    await work[step](run);
    await note({ done: { ...journal.done, [step]: new Date().toISOString() } });
    await tell({ step, state: "done" });
  }
  return toReport(journal, move, { records, blobs, obstacles });
}

/** What each step does. All of it can be done again. */
const work: Readonly<Record<MigrationStep, (run: Run) => Promise<void>>> = {
  account: makeAccount,
  repository: copyRepository,
  blobs: copyBlobs,
  preferences: copyPreferences,
  async identity(run) {
    // Whoever was writing meanwhile takes it along. The account is not active there yet: nothing is lost.
    const { activated } = await checkAccountStatus(await run.target(), {}, run.call);
    while (!activated && (await isBehind(run))) {
      await copyRepository(run);
      await copyBlobs(run);
      await copyPreferences(run);
    }
    await changeIdentity(run);
  },
  async activation(run) {
    await setActive(await run.target(), true, run.call);
  },
  async deactivation(run) {
    await setActive(run.source, false, run.call);
    await run.note({ isLeftBehind: await isBehind(run) });
  },
  async verification(run) {
    const there = await checkAccountStatus(await run.target(), {}, run.call);
    const { missing } = run.journal();
    const lacks = there.expectedBlobs - there.importedBlobs;
    const faults = [
      ...(there.activated ? [] : ["the account is not active there"]),
      ...(there.validDid ? [] : ["the DID does not name the new server and its key"]),
      ...(lacks > missing.length ? [`blobs that are not there: ${lacks}, known to be missing: ${missing.length}`] : []),
    ];
    if (faults.length === 0) return;
    const message = `Something is not as it should be on ${run.journal().to}: ${faults.join("; ")}.`;
    throw migrationError("migration_incomplete", message, { step: "verification" });
  },
};
