export type { Check, Context } from "./Check.ts";
export {
  anyObject,
  array,
  boolean,
  booleanItem,
  integer,
  integerItem,
  noParams,
  noVariant,
  object,
  objectItem,
  objects,
  oneOf,
  stringItem,
  unknownVariant,
} from "./checks.ts";
export { blob, bytes, cidLink } from "./data.ts";
export { type EnumSchema, enumSchema } from "./EnumSchema.ts";
export type { Issue, IssueCode } from "./Issue.ts";
export { type RecordSchema, recordSchema } from "./RecordSchema.ts";
export {
  bodySchema,
  type Level,
  type SafeParseResult,
  type Schema,
  schema,
  type ValidateOptions,
  valueSchema,
} from "./Schema.ts";
export type { StandardIssue, StandardProps, StandardResult, StandardSchema } from "./StandardSchema.ts";
export {
  atIdentifier,
  atUri,
  cid,
  datetime,
  did,
  handle,
  language,
  nsid,
  recordKey,
  string,
  text,
  tid,
  uri,
} from "./strings.ts";
export { type TokenSchema, tokenSchema } from "./TokenSchema.ts";
export { type UnknownVariant, variant } from "./UnknownVariant.ts";
export { ValidationError } from "./ValidationError.ts";
export { validate } from "./validate.ts";
export { type Tagged, type Widened, widen } from "./widen.ts";
