import type { Schema } from "../../schema/Schema.ts";
import type { BinaryInput, BinaryOutput, LinesOutput } from "../contract/Binary.ts";
import type { BodyDecoder, BodyEncoder, CallOptions, ClientLike } from "../contract/Call.ts";
import type { CallResult } from "../contract/CallResult.ts";
import type { CallFailure } from "../errors/CallFailure.ts";
import type { XrpcError } from "../errors/XrpcError.ts";

type Empty = Record<never, never>;

/** The arguments after the client: what the operation takes may be left out where nothing of it is required. */
export type QueryArgs<Params> = Empty extends Params
  ? [params?: Params | undefined, options?: CallOptions | undefined]
  : [params: Params, options?: CallOptions | undefined];

/** As `QueryArgs`, of procedures. */
export type ProcedureArgs<Arg> = Empty extends Arg
  ? [input?: Arg | undefined, options?: CallOptions | undefined]
  : undefined extends Arg
    ? [input?: Arg | undefined, options?: CallOptions | undefined]
    : [input: Arg, options?: CallOptions | undefined];

/** What `.safe` returns. TypeScript narrows the error by `code`. */
export type SafeResult<Output, ErrorName extends string> =
  | ({ readonly ok: true } & CallResult<Output>)
  | { readonly ok: false; readonly error: CallFailure<ErrorName> };

/** The schema of what an operation takes or gives; of bodies that are not JSON, how they are sent and handed out. */
// biome-ignore lint/suspicious/noConfusingVoidType: the output of operations that give none is void
export type SchemaOf<T> = [T] extends [void]
  ? undefined
  : // First, because an answer can be sent on as it is.
    [T] extends [BinaryOutput | LinesOutput]
    ? BodyDecoder<T>
    : [T] extends [BinaryInput]
      ? BodyEncoder
      : Schema<T>;

interface OperationBase<Output, ErrorName extends string> {
  readonly nsid: string;
  readonly output: SchemaOf<Output>;
  /**
   * Whether a caught value is the error with this name, which the operation's lexicon declares.
   *
   * @example
   * ```ts
   * if (getPostThread.isError(error, "NotFound")) console.error("It is gone.");
   * ```
   */
  isError<Name extends ErrorName>(error: unknown, name: Name): error is XrpcError<Name>;
  /** The names of the errors that the lexicon declares. A type only: there is nothing here at run time. */
  readonly "~error"?: ErrorName;
}

// Types of their own, not signatures of the interfaces: to those an editor would lead too, beside the operation itself.
type QueryCall<Params, Output> = (client: ClientLike, ...args: QueryArgs<Params>) => Promise<Output>;
type ProcedureCall<Arg, Output> = (client: ClientLike, ...args: ProcedureArgs<Arg>) => Promise<Output>;

/**
 * A query: call it with a client and its parameters. It rejects with typed errors.
 *
 * @example
 * ```ts
 * const profile = await getProfile(client, { actor: "alice.test" });
 * ```
 */
export interface Query<Params, Output, ErrorName extends string = never>
  extends QueryCall<Params, Output>,
    OperationBase<Output, ErrorName> {
  /** As the call itself, but it never rejects. */
  safe(client: ClientLike, ...args: QueryArgs<Params>): Promise<SafeResult<Output, ErrorName>>;
  /** As the call itself, with the answer's status, headers and rate limit. */
  withResponse(client: ClientLike, ...args: QueryArgs<Params>): Promise<CallResult<Output>>;
  readonly kind: "query";
  /** The schema of the parameters. */
  readonly params: Schema<Params>;
}

/** A procedure: call it with a client and its input; `{ params, input }` where it has both. */
export interface Procedure<Arg, Output, ErrorName extends string = never>
  extends ProcedureCall<Arg, Output>,
    OperationBase<Output, ErrorName> {
  /** As the call itself, but it never rejects. */
  safe(client: ClientLike, ...args: ProcedureArgs<Arg>): Promise<SafeResult<Output, ErrorName>>;
  /** As the call itself, with the answer's status, headers and rate limit. */
  withResponse(client: ClientLike, ...args: ProcedureArgs<Arg>): Promise<CallResult<Output>>;
  readonly kind: "procedure";
  /** The schema of the input. */
  readonly input: Arg extends { readonly params: unknown; readonly input: infer Input }
    ? SchemaOf<Input>
    : SchemaOf<Arg>;
  /** The schema of the parameters. */
  readonly params: Arg extends { readonly params: infer Params; readonly input: unknown } ? Schema<Params> : undefined;
}

/** Options of `.pages`. */
export interface PagesOptions extends CallOptions {
  /**
   * How many empty pages in a row to skip. Servers filter after paging, so pages can be empty, but empty pages must not
   * go on for ever.
   *
   * @default 100
   */
  readonly maxEmptyPages?: number | undefined;
}

/** Options of `.items`. */
export interface ItemsOptions extends PagesOptions {
  /** How many items to return at most, over all pages. The parameter `limit` is the size of a page. */
  readonly max?: number | undefined;
}

/** A query whose answer comes in pages. */
export interface PagedQuery<Params, Output, ErrorName extends string, Item> extends Query<Params, Output, ErrorName> {
  /**
   * The pages, one call each. A cursor that the server repeats ends them with an `InvalidResponseError`, and so do too many empty
   * pages in a row.
   */
  pages(
    client: ClientLike,
    ...args: Empty extends Params
      ? [params?: Params | undefined, options?: PagesOptions | undefined]
      : [params: Params, options?: PagesOptions | undefined]
  ): AsyncGenerator<Output, void, undefined>;
  /** The items of the pages. */
  items(
    client: ClientLike,
    ...args: Empty extends Params
      ? [params?: Params | undefined, options?: ItemsOptions | undefined]
      : [params: Params, options?: ItemsOptions | undefined]
  ): AsyncGenerator<Item, void, undefined>;
}

/** A procedure that returns pages. The cursor is in its input. */
export interface PagedProcedure<Arg, Output, ErrorName extends string, Item> extends Procedure<Arg, Output, ErrorName> {
  /**
   * The pages, one call each. A cursor that the server repeats ends them with an `InvalidResponseError`, and so do too many empty
   * pages in a row.
   */
  pages(
    client: ClientLike,
    ...args: Empty extends Arg
      ? [input?: Arg | undefined, options?: PagesOptions | undefined]
      : [input: Arg, options?: PagesOptions | undefined]
  ): AsyncGenerator<Output, void, undefined>;
  /** The items of the pages. */
  items(
    client: ClientLike,
    ...args: Empty extends Arg
      ? [input?: Arg | undefined, options?: ItemsOptions | undefined]
      : [input: Arg, options?: ItemsOptions | undefined]
  ): AsyncGenerator<Item, void, undefined>;
}
