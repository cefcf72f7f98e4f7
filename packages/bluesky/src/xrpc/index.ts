export type { ErrorKind } from "../errors/errorKind.ts";
export { AbortedError } from "./AbortedError.ts";
export { AuthExpiredError } from "./AuthExpiredError.ts";
export type { BinaryInput } from "./BinaryInput.ts";
export type { BinaryOutput } from "./BinaryOutput.ts";
export type { BodyDecoder, BodyEncoder } from "./Body.ts";
export type { Call, CallSummary } from "./Call.ts";
export { CallError, type RequestSummary } from "./CallError.ts";
export type { CallOptions, SharedOptions, ValidateLevels } from "./CallOptions.ts";
export type { Client, ClientLike, ClientOptions, CreateClientOptions, Route, UntypedRequest } from "./Client.ts";
export { createClient } from "./createClient.ts";
export { decodeBinary } from "./decodeBinary.ts";
export { decodeLines } from "./decodeLines.ts";
export { encodeBinary } from "./encodeBinary.ts";
export type { Guard } from "./Guard.ts";
export type { Answer, Around, Attempt, Handler } from "./Handler.ts";
export type { Hooks } from "./Hooks.ts";
export { InvalidRequestError } from "./InvalidRequestError.ts";
export { InvalidResponseError } from "./InvalidResponseError.ts";
export type { Labeler } from "./Labeler.ts";
export type { LinesOutput } from "./LinesOutput.ts";
export type { Logger } from "./Logger.ts";
export { NetworkError } from "./NetworkError.ts";
export type {
  CallResult,
  Definition,
  ItemsOptions,
  JsonSchema,
  PagedProcedure,
  PagedQuery,
  Procedure,
  ProcedureArgs,
  Query,
  QueryArgs,
  SafeResult,
  SchemaOf,
} from "./Operation.ts";
export { type PermissionSet, permissionSet } from "./PermissionSet.ts";
export { pagedProcedure } from "./pagedProcedure.ts";
export { pagedQuery } from "./pagedQuery.ts";
export { procedure } from "./procedure.ts";
export { query } from "./query.ts";
export type { RateLimit } from "./RateLimit.ts";
export { RateLimitedError } from "./RateLimitedError.ts";
export type { RetryOptions } from "./RetryOptions.ts";
export { type ResolvePds, routeReads } from "./routeReads.ts";
export { routeVideo } from "./routeVideo.ts";
export type { SessionLike } from "./SessionLike.ts";
export { type Subscription, subscription } from "./Subscription.ts";
export { TimeoutError } from "./TimeoutError.ts";
export type { Via } from "./Via.ts";
export { viaChat } from "./viaChat.ts";
export { viaHome } from "./viaHome.ts";
export { viaOzone } from "./viaOzone.ts";
export { withConcurrency } from "./withConcurrency.ts";
export { withPacing } from "./withPacing.ts";
export { withRetry } from "./withRetry.ts";
export { withTimeout } from "./withTimeout.ts";
export { isXrpcError, XrpcError } from "./XrpcError.ts";
