export type { EnumSchema } from "./EnumSchema.ts";
export type { Issue, IssueCode } from "./issues/Issue.ts";
export { ValidationError } from "./issues/ValidationError.ts";
export type { RecordSchema } from "./RecordSchema.ts";
export type { Level, SafeParseResult, Schema, ValidateOptions } from "./Schema.ts";
export type { StandardIssue, StandardProps, StandardResult, StandardSchema } from "./StandardSchema.ts";
export type { TokenSchema } from "./TokenSchema.ts";
export { type UnknownVariant, variant } from "./UnknownVariant.ts";
export { type Tagged, type Widened, widen } from "./widen.ts";
