import type { BlueskyError } from "../../errors/BlueskyError.ts";
import type { ErrorCode } from "../../errors/ErrorCodes.ts";
import type { AbortedCallError, CallErrorCode } from "./CallError.ts";
import type { InvalidRequestError } from "./InvalidRequestError.ts";
import type { InvalidResponseError } from "./InvalidResponseError.ts";
import type { NetworkError } from "./NetworkError.ts";
import type { TimeoutError } from "./TimeoutError.ts";
import type { WriteOutcomeUnknownError } from "./WriteOutcomeUnknownError.ts";
import type { AuthExpiredError, RateLimitedError, XrpcError } from "./XrpcError.ts";

/** What a call was to go through failed: its session, or the search for the server of a repository. */
export interface OtherFailure extends BlueskyError {
  /** What went wrong, as a stable word. */
  readonly code: Exclude<ErrorCode, CallErrorCode>;
}

/**
 * Everything that a call can fail with. It narrows by `code`.
 *
 * @example
 * ```ts
 * const result = await getProfile.safe(client, { actor });
 * if (!result.ok && result.error.code === "xrpc_error") console.log(result.error.status, result.error.error);
 * ```
 */
export type CallFailure<ErrorName extends string = string> =
  | (XrpcError<ErrorName | (string & {})> & { readonly code: "xrpc_error" })
  | RateLimitedError
  | AuthExpiredError
  | NetworkError
  | TimeoutError
  | AbortedCallError
  | InvalidRequestError
  | InvalidResponseError
  | WriteOutcomeUnknownError
  | OtherFailure;
