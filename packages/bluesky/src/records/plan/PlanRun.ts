import type { ClientLike } from "../../xrpc/Client.ts";
import type { PlanState } from "./PlanState.ts";
import type { RunPlanOptions } from "./WritePlan.ts";
import { WritePlanError } from "./WritePlanError.ts";

/** A plan on its way. */
export interface PlanRun {
  readonly state: PlanState;
  readonly client: ClientLike;
  readonly repo: string;
  readonly options: RunPlanOptions;
}

/** @throws WritePlanError `aborted` */
export function checkSignal({ options: { signal } }: PlanRun): void {
  if (signal?.aborted) throw new WritePlanError("aborted", "aborted by its signal", { cause: signal.reason });
}
