export { type ApplyWritesResult, applyWrites, type WriteResult } from "./applyWrites.ts";
export { type CreateOptions, create } from "./create.ts";
export { type DeleteOptions, deleteRecord as delete } from "./deleteRecord.ts";
export { type GetOptions, get } from "./get.ts";
export {
  type List,
  type ListItemsOptions,
  type ListOptions,
  type ListParams,
  list,
  type RecordPage,
} from "./list.ts";
export type { Clock } from "./plan/Clock.ts";
export { type PlanWritesOptions, planWrites } from "./plan/planWrites.ts";
export { type ResumePlanOptions, resumePlan } from "./plan/resumePlan.ts";
export type { SpentPoints, WriteLimits } from "./plan/WriteBudget.ts";
export type {
  PlanEstimate,
  PlanProgress,
  PlanSettings,
  PlanWait,
  RunPlanOptions,
  WritePlan,
} from "./plan/WritePlan.ts";
export { type PlanWriteRef, WritePlanError, type WritePlanErrorCode } from "./plan/WritePlanError.ts";
export { type PutOptions, put } from "./put.ts";
export type { RepoOptions, WriteOptions } from "./RecordOptions.ts";
export type { ReadRecord, RecordRef, WrittenRecord } from "./RecordResult.ts";
export { RecordsError, type RecordsErrorCode } from "./RecordsError.ts";
export type { RecordTarget } from "./RecordTarget.ts";
export { type Write, write } from "./Write.ts";
export { WriteOutcomeUnknownError } from "./WriteOutcomeUnknownError.ts";
