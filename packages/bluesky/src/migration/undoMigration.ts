import { checkSignal } from "../errors/checkSignal.ts";
import { readPlcLog } from "../identity/plc/readPlcLog.ts";
import { signPlcUpdate } from "../identity/plc/signPlcUpdate.ts";
import { toDidDocument } from "../identity/plc/toDidDocument.ts";
import { deleteAccount } from "../lexicons/com/atproto/server/deleteAccount.ts";
import { requestAccountDelete } from "../lexicons/com/atproto/server/requestAccountDelete.ts";
import { waitFor } from "../records/single/limits/waitFor.ts";
import type { Client } from "../xrpc/contract/Call.ts";
import { XrpcError } from "../xrpc/errors/XrpcError.ts";
import type { MigrationOptions, Move } from "./contract/Migration.ts";
import { migrationError } from "./contract/MigrationError.ts";
import { type Journal, loadJournal, saveJournal } from "./journal/Journal.ts";
import { callOptions, identifierOf, openServer } from "./server/openServer.ts";
import { isMoved, lookupOptions, recommended } from "./steps/changeIdentity.ts";
import { setActive } from "./steps/setActive.ts";
import { submitOperation } from "./steps/submitOperation.ts";

/** Options of {@link undoMigration}. */
export interface UndoMigrationOptions extends Pick<MigrationOptions, "network" | "fetch" | "signal" | "timeout"> {
  /** Asks for the token that the new server sends by e-mail when the account there is to be deleted. @default it stays, deactivated */
  deletionToken?(): string | Promise<string>;
}

/** What came of an undone migration. */
export interface MigrationUndone {
  /** Whether there was something to undo. */
  readonly done: boolean;
  /** Whether there is a deactivated account left on the new server. */
  readonly isAccountLeft: boolean;
}

/**
 * Takes a migration back, from wherever it has come to. Before the step `identity` nothing has changed for others, and only what is on the
 * new server goes. After it, the DID is written back by one's own `rotationKey` (a `did:web` by `publish`), the account is
 * activated on the old server and deactivated on the new one. What was written there since is not on the old server.
 *
 * It can be done again where it was stopped. The journal is then free for another move.
 *
 * @throws {MigrationError} `migration_undo_impossible`, `migration_incomplete`, `migration_journal_invalid`
 * @throws {PlcError}
 * @throws {IdentityError}
 * @throws {CryptoError} `curve_unsupported`
 * @throws {AuthError} `invalid_service`
 * @throws {InvalidOptionError}
 * @throws {AbortedError}
 * @throws {CallError}
 * @throws {unknown} what `deletionToken`, `publish` and the rotation key throw
 * @example
 * ```ts
 * await undoMigration(move, { deletionToken: () => ask("The token of the e-mail?") });
 * ```
 */
export async function undoMigration(move: Move, options: UndoMigrationOptions = {}): Promise<MigrationUndone> {
  checkSignal(options.signal);
  const journal = await loadJournal(move.journal, options.signal);
  if (!journal) return { done: false, isAccountLeft: false };
  const call = callOptions(options);
  const { did, from, to } = journal;
  const { client: source } = await openServer(
    { ...move.from, service: from, identifier: identifierOf(did, move.account) },
    options,
  );
  const target = await openTarget(move, journal, options);
  await restoreIdentity(move, journal, source, options);
  await setActive(source, true, call);
  let isAccountLeft = target !== undefined;
  if (target) {
    await setActive(target, false, call);
    if (options.deletionToken) {
      await requestAccountDelete(target, undefined, call);
      const token = await waitFor(
        () => options.deletionToken?.(),
        options.signal,
        `undoing the move to ${to} was aborted`,
      );
      await deleteAccount(target, { did, password: move.to.password, token: String(token).trim() }, call);
      isAccountLeft = false;
    }
  }
  await saveJournal(move.journal, { ...journal, isUndone: true }, options.signal);
  return { done: true, isAccountLeft };
}

/** The account on the new server, if there is one. */
async function openTarget(
  move: Move,
  { did, to, handle }: Journal,
  options: MigrationOptions,
): Promise<Client | undefined> {
  try {
    return (
      await openServer({ service: to, identifier: identifierOf(did, handle), password: move.to.password }, options)
    ).client;
  } catch (error) {
    if (error instanceof XrpcError && error.status === 401) return undefined;
    throw error;
  }
}

async function restoreIdentity(move: Move, journal: Journal, source: Client, options: MigrationOptions): Promise<void> {
  const { did, before } = journal;
  const call = callOptions(options);
  const wanted = await recommended(source, call);
  if (did.startsWith("did:web:")) {
    if (!journal.done.identity) return;
    if (!move.publish) throw impossible("a did:web needs `publish`, for its old document");
    await waitFor(() => move.publish?.(toDidDocument(did, wanted)), options.signal, "undoing the move was aborted");
    return;
  }
  const lookup = lookupOptions({ options });
  const log = await readPlcLog(did, lookup);
  if (log.data && isMoved(log.data, wanted)) return;
  if (!before) throw impossible("the DID names neither server, and the journal does not know what it was");
  if (!move.rotationKey) {
    throw impossible(
      "the DID names the new server, and only a rotation key of one's own can change that: move it back by another migration",
    );
  }
  const { rotationKey } = move;
  const operation = await waitFor(
    () => signPlcUpdate(log, rotationKey, () => before),
    options.signal,
    "undoing the move was aborted",
  );
  await submitOperation(source, { did, operation, call, lookup });
}

function impossible(why: string): Error {
  return migrationError("migration_undo_impossible", `The move cannot be undone: ${why}.`, { step: "identity" });
}
