import type { WriteLimits } from "../contract/WriteLimits.ts";
import { writePlanError } from "../contract/WritePlanError.ts";

/** What Bluesky's servers allow an account. */
const HOUR = 5000;
const DAY = 35_000;
/** How many writes `applyWrites` takes. */
const MOST = 200;

/** @throws {WritePlanError} `invalid_plan` */
export function readLimits({ hour = HOUR, day = DAY }: Partial<WriteLimits> = {}): WriteLimits {
  if (hour > 0 && day > 0) return { hour, day };
  throw writePlanError("invalid_plan", `expected limits above 0, got ${hour} an hour and ${day} a day`);
}

/** @throws {WritePlanError} `invalid_plan` */
export function readBatchSize(batchSize: number = MOST): number {
  if (Number.isInteger(batchSize) && batchSize > 0 && batchSize <= MOST) return batchSize;
  throw writePlanError("invalid_plan", `expected a batch size of 1 to ${MOST}, got ${batchSize}`);
}
