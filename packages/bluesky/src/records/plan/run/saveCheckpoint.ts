import { AbortedError } from "../../../errors/AbortedError.ts";
import { waitFor } from "../../single/limits/waitFor.ts";
import { encodeCheckpoint } from "../checkpoint/Checkpoint.ts";
import { writePlanError } from "../contract/WritePlanError.ts";
import { ABORTED, type PlanRun } from "./PlanRun.ts";

/**
 * Has the checkpoint stored, and waits until it is.
 *
 * @throws {WritePlanError} `checkpoint_failed`
 * @throws {AbortedError}
 */
export async function saveCheckpoint({ state, options }: PlanRun): Promise<void> {
  const { onCheckpoint, signal } = options;
  if (!onCheckpoint) return;
  const checkpoint = encodeCheckpoint(state);
  try {
    await waitFor(() => onCheckpoint(checkpoint), signal, ABORTED);
  } catch (cause) {
    if (cause instanceof AbortedError) throw cause;
    throw writePlanError("checkpoint_failed", "the checkpoint could not be stored", { cause });
  }
}
