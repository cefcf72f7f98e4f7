import { isBlueskyError } from "../errors/BlueskyError.ts";
import type { CallSummary } from "./Call.ts";
import { CallError } from "./CallError.ts";
import { parseRateLimit } from "./parseRateLimit.ts";
import type { RateLimit } from "./RateLimit.ts";

/**
 * The server answered with an error. `error` is its name for it: one that the operation's lexicon declares, one that
 * any server may give (`InvalidRequest`, `ExpiredToken` ...), or `Unknown` where the answer is not an XRPC error at all.
 */
export class XrpcError<Name extends string = string> extends CallError {
  declare readonly status: number;
  declare readonly error: Name;
  /** What the server says about it, without the name. */
  declare readonly reason: string | undefined;
  // Private: a header may be anything, and inspection shows no private fields.
  readonly #headers: Headers;

  constructor(
    code: string,
    call: CallSummary,
    { status, headers }: Response,
    error: Name,
    reason?: string | undefined,
    retryable?: boolean,
  ) {
    const text = `${error}${reason ? `: ${reason}` : ""} (HTTP ${status})`;
    super(code, text, call, { status, error, reason, retryable: !!retryable });
    this.#headers = headers;
  }

  override get name(): string {
    return "XrpcError";
  }

  get headers(): Headers {
    return this.#headers;
  }

  /** What the server says of its rate limit. */
  get rateLimit(): RateLimit | undefined {
    return parseRateLimit(this.#headers);
  }
}

/** Whether a caught value is a server's error, whichever copy of this package made it. */
export function isXrpcError(error: unknown): error is XrpcError;
/** Whether it is this operation's error of a name that its lexicon declares. A name that it does not declare does not compile. */
export function isXrpcError<Name extends string>(
  error: unknown,
  operation: { readonly nsid: string; readonly "~error"?: Name },
  name: NoInfer<Name>,
): error is XrpcError<Name>;
export function isXrpcError(error: unknown, operation?: { readonly nsid: string }, name?: string): boolean {
  if (!isBlueskyError(error) || !("status" in error && "error" in error)) return false;
  return !operation || (error.error === name && (error as XrpcError).nsid === operation.nsid); // a status, a name: it is one
}
