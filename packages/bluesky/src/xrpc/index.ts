export { AbortedError } from "../errors/AbortedError.ts";
export type { ErrorKind } from "../errors/BlueskyError.ts";
export { type ConcurrencyOptions, withConcurrency } from "./around/withConcurrency.ts";
export { type PacingOptions, withPacing } from "./around/withPacing.ts";
export { type RetryBudgetOptions, withRetry } from "./around/withRetry.ts";
export { withTimeout } from "./around/withTimeout.ts";
export { decodeBinary } from "./body/decodeBinary.ts";
export { decodeLines } from "./body/decodeLines.ts";
export { encodeBinary } from "./body/encodeBinary.ts";
export { createClient } from "./client/createClient.ts";
export type { BinaryInput, BinaryOutput, LinesOutput } from "./contract/Binary.ts";
export type {
  Answer,
  Around,
  BodyDecoder,
  BodyEncoder,
  Call,
  CallOptions,
  Client,
  ClientLike,
  ClientOptions,
  CreateClientOptions,
  Definition,
  Handler,
  Hooks,
  JsonSchema,
  Route,
  Via,
} from "./contract/Call.ts";
export type { CallResult } from "./contract/CallResult.ts";
export type { CallSummary } from "./contract/CallSummary.ts";
export type { Guard } from "./contract/Guard.ts";
export type { Logger } from "./contract/Logger.ts";
export type { RateLimit } from "./contract/RateLimit.ts";
export type { RetryOptions } from "./contract/RetryOptions.ts";
export type { SessionLike } from "./contract/SessionLike.ts";
export type { Labeler, SharedOptions, ValidateLevels } from "./contract/SharedOptions.ts";
export type { UntypedRequest } from "./contract/UntypedRequest.ts";
export { type AbortedCallError, CallError, type CallErrorCode, type RequestSummary } from "./errors/CallError.ts";
export type { CallFailure, OtherFailure } from "./errors/CallFailure.ts";
export { InvalidRequestError } from "./errors/InvalidRequestError.ts";
export { InvalidResponseError } from "./errors/InvalidResponseError.ts";
export { NetworkError } from "./errors/NetworkError.ts";
export { TimeoutError } from "./errors/TimeoutError.ts";
export { WriteOutcomeUnknownError } from "./errors/WriteOutcomeUnknownError.ts";
export { AuthExpiredError, RateLimitedError, XrpcError } from "./errors/XrpcError.ts";
export {
  defineProcedure,
  defineQuery,
  type OperationSchema,
  type ProcedureDefinition,
  type QueryDefinition,
} from "./operation/define.ts";
export type {
  ItemsOptions,
  PagedProcedure,
  PagedQuery,
  PagesOptions,
  Procedure,
  ProcedureArgs,
  Query,
  QueryArgs,
  SafeResult,
  SchemaOf,
} from "./operation/Operation.ts";
export type { PermissionSet } from "./operation/PermissionSet.ts";
export type { Subscription } from "./operation/Subscription.ts";
export { type ResolvePds, routeReads } from "./route/routeReads.ts";
export { routeVideo } from "./route/routeVideo.ts";
