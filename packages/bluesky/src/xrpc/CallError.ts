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

  readonly #headers: Headers | undefined;

  constructor(
    call: CallSummary,
    code: string,
    message: string,
    fields?: object,
    cause?: unknown,
    headers?: Headers | undefined,
  ) {
    const {
      nsid,
      method,
      service = "",
      path = `/xrpc/${nsid}`,
      attempt: attempts = 1,
      startedAt = performance.now(),
    } = call;
    super(code, `${nsid}: ${message}`, cause === undefined ? {} : { cause }, {
      nsid,
      // Of parameters only the names: a value may be a secret.
      request: { method, url: service + path.replace(/=[^&]*/g, "") },
      retryable: false,
      attempts,
      elapsed: performance.now() - startedAt,
      ...fields,
    });
    this.#headers = headers;
  }

  /** All headers of the answer, where there is one. Inspection and JSON do not show them: any may be a secret. */
  get headers(): Headers | undefined {
    return this.#headers;
  }
}
