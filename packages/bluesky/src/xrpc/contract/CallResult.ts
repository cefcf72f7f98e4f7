import type { RateLimit } from "./RateLimit.ts";

/** What `.withResponse` returns: the output, and what came with it. */
export interface CallResult<Output> {
  /** What the operation returned. */
  readonly data: Output;
  /** The response, for its status and headers. Its body has been read, or is in `data`. */
  readonly response: Response;
  /** What the server said about its rate limit. */
  readonly rateLimit: RateLimit | undefined;
}
