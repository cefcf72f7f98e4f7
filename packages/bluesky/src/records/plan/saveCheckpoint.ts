import { encodeCheckpoint } from "./Checkpoint.ts";
import type { PlanRun } from "./PlanRun.ts";
import { WritePlanError } from "./WritePlanError.ts";

/** Has the checkpoint stored, and waits until it is. @throws WritePlanError `checkpoint_failed` */
export async function saveCheckpoint({ state, options }: PlanRun): Promise<void> {
  try {
    await options.checkpoint?.(encodeCheckpoint(state));
  } catch (cause) {
    throw new WritePlanError("checkpoint_failed", "the checkpoint could not be stored", { cause });
  }
}
