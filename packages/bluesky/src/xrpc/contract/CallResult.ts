import type { RateLimit } from "./RateLimit.ts";

/** What `.withResponse` gives: the output, and what came with it. */
export interface CallResult<Output> {
  readonly data: Output;
  /** The answer's status and headers. Its body has been read, or is handed out as `data`. */
  readonly response: Response;
  /** What the server said of its rate limit with this answer. */
  readonly rateLimit: RateLimit | undefined;
}
