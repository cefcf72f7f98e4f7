import { isObject } from "../../data/isObject.ts";
import { AbortedError } from "../../errors/AbortedError.ts";
import type { PlcData, PlcUpdate } from "../../identity/plc/PlcOperation.ts";
import { isPlcData, parseOperation } from "../../identity/plc/parseOperation.ts";
import { parseJson } from "../../platform/parseJson.ts";
import { waitFor } from "../../records/single/limits/waitFor.ts";
import type { MissingBlob } from "../../transfer/contract/MissingBlob.ts";
import type { JournalStore, MigrationStep } from "../contract/Migration.ts";
import { migrationError } from "../contract/MigrationError.ts";

/** What is said where a signal ends it. */
const ABORTED = "the migration was aborted";

/** All steps, in their order. */
export const STEPS: readonly MigrationStep[] = [
  "account",
  "repository",
  "blobs",
  "preferences",
  "identity",
  "activation",
  "deactivation",
  "verification",
];

/** How far a migration has come. */
export interface Journal {
  readonly did: string;
  readonly from: string;
  readonly to: string;
  readonly handle: string;
  /** When each step was done. */
  readonly done: Readonly<Partial<Record<MigrationStep, string>>>;
  /** The revision of the repository that was copied. */
  readonly rev?: string | undefined;
  /** What the DID was before. */
  readonly before?: PlcData | undefined;
  /** The operation that is sent, from before it is. */
  readonly operation?: PlcUpdate | undefined;
  readonly missing: readonly MissingBlob[];
  /** Something was written at the old server after it was copied for the last time. */
  readonly isLeftBehind?: boolean | undefined;
  /** It was taken back: the next one begins anew. */
  readonly isUndone?: boolean | undefined;
}

/**
 * Reads a journal.
 *
 * @returns `undefined` where there is none, or the move was undone
 * @throws {MigrationError} `migration_journal_invalid`
 * @throws {AbortedError}
 */
export async function loadJournal(store: JournalStore, signal: AbortSignal | undefined): Promise<Journal | undefined> {
  let text: string | undefined;
  try {
    text = await waitFor(() => store.load(), signal, ABORTED);
  } catch (cause) {
    if (cause instanceof AbortedError) throw cause;
    throw migrationError("migration_journal_invalid", "The journal cannot be read.", { cause });
  }
  if (text === undefined) return;
  const value = parseJson(text);
  if (!isJournal(value)) {
    throw migrationError("migration_journal_invalid", "Expected the journal of a migration, got something else.");
  }
  return value.isUndone ? undefined : value;
}

/**
 * Stores a journal. Whoever gives up while that is under way has the old one or this one, and either will do.
 *
 * @throws {MigrationError} `migration_journal_invalid`
 * @throws {AbortedError}
 */
export async function saveJournal(
  store: JournalStore,
  journal: Journal,
  signal: AbortSignal | undefined,
): Promise<void> {
  try {
    await waitFor(() => store.save(JSON.stringify({ v: 1, ...journal })), signal, ABORTED);
  } catch (cause) {
    if (cause instanceof AbortedError) throw cause;
    throw migrationError("migration_journal_invalid", "The journal cannot be written.", { cause });
  }
}

function isJournal(value: unknown): value is Journal {
  if (!isObject(value) || value.v !== 1 || !isObject(value.done) || !Array.isArray(value.missing)) return false;
  const { operation, before } = value;
  return (
    ["did", "from", "to", "handle"].every((name) => typeof value[name] === "string") &&
    (operation === undefined || parseOperation(operation)?.type === "plc_operation") &&
    (before === undefined || (isObject(before) && isPlcData(before)))
  );
}
