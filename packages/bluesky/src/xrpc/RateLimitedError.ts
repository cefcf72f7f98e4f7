import { parseRetryAfter } from "./parseRetryAfter.ts";
import { XrpcError } from "./XrpcError.ts";

/** The server refused the call because there were too many (HTTP 429). `retryAfter` says when to come back. */
export class RateLimitedError extends XrpcError {
  override get name(): string {
    return "RateLimitedError";
  }

  /** Milliseconds to wait, as the server says it. */
  get retryAfter(): number | undefined {
    return parseRetryAfter(this.headers);
  }
}
