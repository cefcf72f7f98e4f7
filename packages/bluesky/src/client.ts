export { AbortedError } from "./errors/AbortedError.ts";
export { BlueskyError } from "./errors/BlueskyError.ts";
export { InvalidOptionError } from "./errors/InvalidOptionError.ts";
export { createClient } from "./xrpc/client/createClient.ts";
export type {
  CallOptions,
  Client,
  ClientLike,
  ClientOptions,
  CreateClientOptions,
  Hooks,
} from "./xrpc/contract/Call.ts";
export type { Logger } from "./xrpc/contract/Logger.ts";
export type { RateLimit } from "./xrpc/contract/RateLimit.ts";
export type { RetryOptions } from "./xrpc/contract/RetryOptions.ts";
export type { SessionLike } from "./xrpc/contract/SessionLike.ts";
export { CallError } from "./xrpc/errors/CallError.ts";
export type { CallFailure } from "./xrpc/errors/CallFailure.ts";
export { InvalidRequestError } from "./xrpc/errors/InvalidRequestError.ts";
export { InvalidResponseError } from "./xrpc/errors/InvalidResponseError.ts";
export { NetworkError } from "./xrpc/errors/NetworkError.ts";
export { TimeoutError } from "./xrpc/errors/TimeoutError.ts";
export { WriteOutcomeUnknownError } from "./xrpc/errors/WriteOutcomeUnknownError.ts";
export { AuthExpiredError, RateLimitedError, XrpcError } from "./xrpc/errors/XrpcError.ts";
