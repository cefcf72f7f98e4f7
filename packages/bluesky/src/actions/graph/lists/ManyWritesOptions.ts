import type { PlanProgress, RunPlanOptions } from "../../../records/plan/contract/WritePlan.ts";
import type { PlanWritesOptions } from "../../../records/plan/planWrites.ts";

/** Options of what may take many writes. They are made within the account's write budget, which may take hours. */
export interface ManyWritesOptions
  extends Pick<RunPlanOptions, "signal" | "onCheckpoint" | "onWait" | "retry">,
    Pick<PlanWritesOptions, "limits" | "batchSize" | "spent" | "clock"> {
  /**
   * What `onCheckpoint` has got last from a call for the same list that was stopped. What that one had left to do is done first,
   * under the record keys that it has chosen, and what it has spent of the budget counts. Then the list is read, and what is asked
   * for now is done.
   *
   * @default none: the list is read, which shows what is done already; but what was spent is forgotten
   */
  readonly checkpoint?: string | undefined;
  /** Called after each batch. */
  readonly onProgress?: ((progress: PlanProgress) => void) | undefined;
}
