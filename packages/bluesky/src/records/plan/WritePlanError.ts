import { BlueskyError } from "../../errors/BlueskyError.ts";
import type { Write } from "../Write.ts";

/**
 * - `invalid_plan`: writes or options that no plan can be made of, or a plan that is run in a way that it cannot.
 * - `invalid_checkpoint`: no checkpoint, or one of other writes.
 * - `checkpoint_failed`: the checkpoint could not be stored. Without it nothing more is sent.
 * - `batch_failed`: the server refuses a batch, or does not answer. `writes` are those of it that are not done.
 * - `write_conflict`: `writes` cannot be done: a record of another value is where one is to be created, or none where one is
 *   to be updated.
 * - `aborted`: by the signal.
 */
export type WritePlanErrorCode =
  | "invalid_plan"
  | "invalid_checkpoint"
  | "checkpoint_failed"
  | "batch_failed"
  | "write_conflict"
  | "aborted";

/** Which write of a plan. */
export interface PlanWriteRef {
  /** Its place among the plan's writes, from 0 on. */
  readonly index: number;
  readonly action: Write["action"];
  readonly collection: string;
  /** Its key; none where it could not be chosen. */
  readonly rkey?: string | undefined;
}

/**
 * A plan cannot be made, or its run ended before it was done. After anything but `invalid_plan` and `invalid_checkpoint`
 * it can be run again, or resumed from its checkpoint: what is done is not done twice.
 */
export class WritePlanError extends BlueskyError {
  declare readonly code: WritePlanErrorCode;
  /** The writes that it is about. */
  declare readonly writes: readonly PlanWriteRef[];

  constructor(
    code: WritePlanErrorCode,
    message: string,
    { writes = [], ...options }: ErrorOptions & { writes?: readonly PlanWriteRef[] | undefined } = {},
  ) {
    super(code, message, options, { writes });
  }

  /** Of an abort the platform's name, so that code that tells by it goes on to work. */
  override get name(): string {
    return this.code === "aborted" ? "AbortError" : "WritePlanError";
  }
}
