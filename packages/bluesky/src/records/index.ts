export type { Clock } from "./plan/contract/Clock.ts";
export type { SpentPoints, WriteLimits } from "./plan/contract/WriteLimits.ts";
export type {
  PlanEstimate,
  PlanProgress,
  PlanSettings,
  PlanWait,
  RunPlanOptions,
  WritePlan,
} from "./plan/contract/WritePlan.ts";
export { type PlanWriteRef, WritePlanError, type WritePlanErrorCode } from "./plan/contract/WritePlanError.ts";
export { type PlanWritesOptions, planWrites } from "./plan/planWrites.ts";
export { type ResumePlanOptions, resumePlan } from "./plan/resumePlan.ts";
export {
  type ApplyWritesOptions,
  type ApplyWritesResult,
  applyWrites,
  type WriteResult,
} from "./single/applyWrites.ts";
export { type BuildWrite, buildWrite, type Write } from "./single/buildWrite.ts";
export { type CreateOptions, create } from "./single/create.ts";
export { type DeleteOptions, deleteRecord } from "./single/deleteRecord.ts";
export { type GetOptions, get } from "./single/get.ts";
export { type List, type ListItemsOptions, type ListOptions, list, type RecordPage } from "./single/list.ts";
export { type PutOptions, put } from "./single/put.ts";
export type { RepoOptions, WriteOptions } from "./single/RecordOptions.ts";
export type { ReadRecord, RecordRef, UpdatedRecord, WrittenRecord } from "./single/RecordResult.ts";
export { RecordsError, type RecordsErrorCode } from "./single/RecordsError.ts";
export type { RecordTarget } from "./single/RecordTarget.ts";
export { type UpdateOptions, update } from "./single/update.ts";
export type { NewRecord } from "./single/value/NewRecord.ts";
