import { isBlueskyError } from "../../../errors/BlueskyError.ts";
import { XrpcError } from "../../../xrpc/errors/XrpcError.ts";

/** What is thrown before anything is sent. */
const UNSENT = /^(?:validation_failed|invalid_request|invalid_record_key|no_repo)$/;

/** Whether a call was refused for what it is: nothing was done, and it would be refused again. */
export function isRefusal(error: unknown): boolean {
  if (error instanceof XrpcError) {
    return error.status >= 400 && error.status < 500 && error.status !== 408 && error.status !== 429;
  }
  return isBlueskyError(error) && UNSENT.test(error.code);
}
