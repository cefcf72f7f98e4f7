import { BlueskyError } from "../errors/BlueskyError.ts";
import type { CallSummary } from "./Call.ts";

/** What was asked, as an error shows it: without what may be secret. */
export interface RequestSummary {
  readonly method: "GET" | "POST";
  /** Where, with the names of the parameters: `https://host/xrpc/nsid?actor&limit`; without a host where the session chooses it. */
  readonly url: string;
}

/**
 * An error that ends a call. Its `code` says of which kind it is, and so does `instanceof` with the kinds: `NetworkError`,
 * `TimeoutError`, `AbortedError`, `XrpcError`, `RateLimitedError`, `AuthExpiredError`, `InvalidRequestError`,
 * `InvalidResponseError`, and of `bluesky/records` `WriteOutcomeUnknownError`.
 *
 * @example
 * ```ts
 * try { ... } catch (error) {
 *   if (error instanceof RateLimitedError) await sleep(error.retryAfter ?? 60_000);
 * }
 * ```
 */
export class CallError extends BlueskyError {
  /** The operation. */
  declare readonly nsid: string;
  declare readonly request: RequestSummary;
  /** Whether the same call may be made again without harm, and may then succeed. */
  declare readonly retryable: boolean;
  /** How many attempts were made. */
  declare readonly attempts: number;
  /** Milliseconds from the call to its end. */
  declare readonly elapsed: number;

  constructor(call: CallSummary, code: string, message: string, fields?: object, options?: ErrorOptions) {
    const { nsid, method, service = "", path, attempt: attempts, startedAt } = call;
    // Of parameters only the names: a value may be a secret.
    const shown = path.replace(/=[^&]*/g, "");
    super(code, `${nsid}: ${message}`, options, {
      nsid,
      request: { method, url: service + shown },
      retryable: false,
      attempts,
      elapsed: performance.now() - startedAt,
      ...fields,
    });
  }
}
