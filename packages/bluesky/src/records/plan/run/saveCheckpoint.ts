import { encodeCheckpoint } from "../checkpoint/Checkpoint.ts";
import { writePlanError } from "../contract/WritePlanError.ts";
import type { PlanRun } from "./PlanRun.ts";

/** Has the checkpoint stored, and waits until it is. @throws WritePlanError `checkpoint_failed` */
export async function saveCheckpoint({ state, options }: PlanRun): Promise<void> {
  try {
    await options.onCheckpoint?.(encodeCheckpoint(state));
  } catch (cause) {
    throw writePlanError("checkpoint_failed", "the checkpoint could not be stored", { cause });
  }
}
