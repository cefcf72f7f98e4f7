import { type BlueskyError, type ErrorKind, errorKind } from "../../errors/BlueskyError.ts";
import { createError } from "../../errors/createError.ts";
import type { ErrorCodes } from "../../errors/ErrorCodes.ts";
import type { MissingBlob } from "../../transfer/contract/MissingBlob.ts";
import type { MigrationStep } from "./Migration.ts";

/**
 * Why an account was not moved, or not back.
 *
 * | code | meaning |
 * | --- | --- |
 * | `migration_refused` | something is in the way: nothing was begun |
 * | `migration_journal_invalid` | the journal is another account's or move's, or none, or cannot be read or written |
 * | `migration_blobs_missing` | blobs could not be copied, and nothing has changed for others yet; `missing` names them |
 * | `migration_incomplete` | what is on the new server is not what was on the old one |
 * | `migration_undo_impossible` | a step cannot be undone, or not without what is not there |
 */
export type MigrationErrorCode = ErrorCodes["MigrationError"];

/** A migration that stopped. */
export interface MigrationError extends BlueskyError {
  /** What went wrong, as a stable word. */
  readonly code: MigrationErrorCode;
  /** The step that it stopped at; `undefined` before the first. */
  readonly step: MigrationStep | undefined;
  /** Blobs that were not copied. */
  readonly missing: readonly MissingBlob[];
}

export const MigrationError: ErrorKind<MigrationError> = /*#__PURE__*/ errorKind({
  migration_refused: 1,
  migration_journal_invalid: 1,
  migration_blobs_missing: 1,
  migration_incomplete: 1,
  migration_undo_impossible: 1,
});

/** What else there is to say of it. */
export interface MigrationFault extends ErrorOptions {
  readonly step?: MigrationStep;
  readonly missing?: readonly MissingBlob[];
}

/** Makes a `MigrationError`. */
export function migrationError(code: MigrationErrorCode, message: string, fault: MigrationFault = {}): MigrationError {
  const { step, missing = [], ...options } = fault;
  return createError<MigrationError>("MigrationError", { code, message, ...options, step, missing });
}
