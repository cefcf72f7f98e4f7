import type { CallOptions } from "../xrpc/contract/Call.ts";
import type { CallResult } from "../xrpc/contract/CallResult.ts";
import type { XrpcError } from "../xrpc/errors/XrpcError.ts";
import type { ItemsOptions, PagesOptions, SafeResult } from "../xrpc/operation/Operation.ts";

// A type of its own, not a signature of the interface: to that an editor would lead too, beside the operation itself.
type BoundCall<Args extends unknown[], Output> = (
  ...args: [...Args, options?: CallOptions | undefined]
) => Promise<Output>;

/** An operation of one client. `Args` is what it takes: its parameters, its input, or both. */
export interface BoundOperation<Args extends unknown[], Output, ErrorName extends string>
  extends BoundCall<Args, Output> {
  /** As the call itself, but it never rejects. */
  safe(...args: [...Args, options?: CallOptions | undefined]): Promise<SafeResult<Output, ErrorName>>;
  /** As the call itself, with the answer's status, headers and rate limit. */
  withResponse(...args: [...Args, options?: CallOptions | undefined]): Promise<CallResult<Output>>;
  /** Whether a caught value is the error of this operation that its lexicon declares under this name. */
  isError<Name extends ErrorName>(error: unknown, name: Name): error is XrpcError<Name>;
}

/** An operation of one client whose answer comes in pages. */
export interface BoundPagedOperation<Args extends unknown[], Output, ErrorName extends string, Item>
  extends BoundOperation<Args, Output, ErrorName> {
  /**
   * The pages, one call each. A cursor that the server repeats ends them with an `InvalidResponseError`, and so do too many empty
   * pages in a row.
   */
  pages(...args: [...Args, options?: PagesOptions | undefined]): AsyncGenerator<Output, void, undefined>;
  /** The items of the pages: `max` of the options says how many at most. */
  items(...args: [...Args, options?: ItemsOptions | undefined]): AsyncGenerator<Item, void, undefined>;
}
