import { type BlueskyError, type ErrorKind, errorKind } from "../../../errors/BlueskyError.ts";
import { createError } from "../../../errors/createError.ts";
import type { ErrorCodes } from "../../../errors/ErrorCodes.ts";
import type { LabelerScope } from "./LabelerScope.ts";

/**
 * Why nothing was reported.
 *
 * | code | meaning |
 * | --- | --- |
 * | `report_not_taken` | no labeler that it could go to takes such reports |
 */
export type ReportErrorCode = ErrorCodes["ReportError"];

/** Nothing was reported. */
export interface ReportError extends BlueskyError {
  /** What was wrong. */
  readonly code: ReportErrorCode;
  /** The reason, as the lexicon has it. */
  readonly reasonType: string;
  /** The labelers that were asked, and what each of them takes. */
  readonly labelers: readonly LabelerScope[];
}

export const ReportError: ErrorKind<ReportError> = /*#__PURE__*/ errorKind({ report_not_taken: 1 });

/** Makes a `ReportError`. */
export function reportNotTaken(message: string, reasonType: string, labelers: readonly LabelerScope[]): ReportError {
  return createError<ReportError>("ReportError", { code: "report_not_taken", message, reasonType, labelers });
}
