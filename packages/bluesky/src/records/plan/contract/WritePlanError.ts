import { type BlueskyError, type ErrorKind, errorKind } from "../../../errors/BlueskyError.ts";
import { createError } from "../../../errors/createError.ts";
import type { ErrorCodes } from "../../../errors/ErrorCodes.ts";
import type { Write } from "../../single/buildWrite.ts";

/**
 * Why a plan cannot be made, or its run ended.
 *
 * | code | meaning |
 * | --- | --- |
 * | `invalid_plan` | writes or options that no plan can be made of, a plan that is run in a way that it cannot, or an `onWait` or a clock that fails |
 * | `invalid_checkpoint` | no checkpoint, or one of other writes |
 * | `checkpoint_failed` | the checkpoint could not be stored; without it nothing more is sent |
 * | `batch_failed` | the server refuses a batch, or does not answer; `writes` are those of it that are not done |
 * | `write_conflict` | `writes` cannot be done: a record of another value is where one is to be created, or none where one is to be updated |
 */
export type WritePlanErrorCode = ErrorCodes["WritePlanError"];

/** Which write of a plan. */
export interface PlanWriteRef {
  /** Its place among the plan's writes, from 0 on. */
  readonly index: number;
  /** What the write does. */
  readonly action: Write["action"];
  /** The collection of the record. */
  readonly collection: string;
  /** Its key; none where it could not be chosen. */
  readonly rkey?: string | undefined;
}

/**
 * A plan cannot be made, or its run ended before it was done. After anything but `invalid_plan` and `invalid_checkpoint`
 * it can be run again, or resumed from its checkpoint: what is done is not done twice.
 */
export interface WritePlanError extends BlueskyError {
  /** What went wrong, as a stable word. */
  readonly code: WritePlanErrorCode;
  /** The writes that it is about. */
  readonly writes: readonly PlanWriteRef[];
}

export const WritePlanError: ErrorKind<WritePlanError> = /*#__PURE__*/ errorKind({
  invalid_plan: 1,
  invalid_checkpoint: 1,
  checkpoint_failed: 1,
  batch_failed: 1,
  write_conflict: 1,
});

/** Makes a `WritePlanError`. */
export function writePlanError(
  code: WritePlanErrorCode,
  message: string,
  options: ErrorOptions & { readonly writes?: readonly PlanWriteRef[] | undefined } = {},
): WritePlanError {
  const { writes = [], cause } = options;
  return createError<WritePlanError>("WritePlanError", { code, message, cause, writes });
}
