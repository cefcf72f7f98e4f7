import { type BlueskyError, type ErrorKind, errorKind } from "../../../errors/BlueskyError.ts";
import { createError } from "../../../errors/createError.ts";
import type { ErrorCodes } from "../../../errors/ErrorCodes.ts";

/**
 * Why preferences were not changed.
 *
 * | code | meaning |
 * | --- | --- |
 * | `password_needed` | the server shows and changes the birth date only in a session with the account's own password |
 * | `change_lost` | another program has written over the change each time |
 */
export type PreferencesErrorCode = ErrorCodes["PreferencesError"];

/** Preferences were not changed. */
export interface PreferencesError extends BlueskyError {
  /** Why. */
  readonly code: PreferencesErrorCode;
}

export const PreferencesError: ErrorKind<PreferencesError> = /*#__PURE__*/ errorKind({
  password_needed: 1,
  change_lost: 1,
});

/** Makes a `PreferencesError`. */
export function preferencesError(code: PreferencesErrorCode, message: string, cause?: unknown): PreferencesError {
  return createError<PreferencesError>("PreferencesError", { code, message, cause });
}
