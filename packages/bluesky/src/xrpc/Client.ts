import type { NetworkConfig } from "../network/NetworkConfig.ts";
import type { Call } from "./Call.ts";
import type { CallOptions, SharedOptions } from "./CallOptions.ts";
import type { Around } from "./Handler.ts";
import type { Hooks } from "./Hooks.ts";
import type { Logger } from "./Logger.ts";
import type { CallResult, Definition } from "./Operation.ts";
import type { RateLimit } from "./RateLimit.ts";
import type { SessionLike } from "./SessionLike.ts";

/** What carries a client: a client itself, or an object bound to one, such as a `Bluesky`. */
export interface ClientLike {
  readonly "~client": Client;
}

/** What a client does for every call. Make one with `createClient`. */
export interface Client extends ClientLike {
  /** The session whose account calls are made for. */
  readonly session: SessionLike | undefined;
  /** The DID of that account. */
  readonly did: string | undefined;
  /**
   * What servers last said of their rate limits to calls of this client, by operation and policy:
   * `app.bsky.feed.getTimeline 3000;w=300`.
   */
  readonly rateLimits: Map<string, RateLimit>;
  /** What the client was made with, all `with`s applied. */
  readonly options: CreateClientOptions;

  /** Calls an operation: the same as `operation(client, ...)`. */
  call<Args extends unknown[], Result>(
    operation: (client: ClientLike, ...args: Args) => Promise<Result>,
    ...args: Args
  ): Promise<Result>;
  /**
   * Calls an operation that no lexicon is at hand for. Nothing is validated; bodies are JSON. For others make an
   * operation with `query` and `procedure` of `bluesky/xrpc`. An NSID alone does not say which service is meant: where it
   * is not the client's, name it with `proxy`.
   *
   * @example
   * ```ts
   * const answer = await client.call("com.example.listThings", { params: { limit: 5, tag: ["a", "b"] } });
   * ```
   */
  call(nsid: string, request?: UntypedRequest | undefined, options?: CallOptions | undefined): Promise<unknown>;

  /**
   * A client that differs in some options and shares everything else: fetch, limits, retry budget. `service` leaves the
   * session behind.
   */
  with(options: ClientOptions): Client;

  /** What operations call. */
  "~send"(
    operation: Definition,
    params: object | undefined,
    input: unknown,
    options: CallOptions | undefined,
  ): Promise<CallResult<unknown>>;
}

/** What `client.call` takes for an NSID. */
export type UntypedRequest = UntypedQuery | UntypedProcedure;

interface UntypedQuery {
  /** Parameters of the query string. An array repeats its key; undefined ones are left out. */
  readonly params?: Readonly<Record<string, unknown>> | undefined;
  readonly input?: undefined;
  /** @default "POST" with an input, "GET" without */
  readonly method?: "GET" | undefined;
}

interface UntypedProcedure extends Pick<UntypedQuery, "params"> {
  /** A body, sent as JSON. */
  readonly input?: unknown;
  /** @default "POST" with an input, "GET" without */
  readonly method?: "POST" | undefined;
}

/** Decides where a call goes: it may change `service`, `session` and `headers`. `given` is what was said for this call alone. */
export type Route = (call: Call, given: CallOptions) => void | Promise<void>;

/** What `client.with` can change. */
export interface ClientOptions extends SharedOptions {
  /** The URL of the server that calls go to, without a session. */
  readonly service?: string | undefined;
  /** Whose account calls are made for: they go to its server, with its credentials. */
  readonly session?: SessionLike | undefined;
  /**
   * Have the last word on where a call goes. `routeReads` and `routeVideo` are such; a `Bluesky` has both. Those of `with`
   * come after those there are.
   *
   * @default none
   */
  readonly route?: Route | readonly Route[] | undefined;
  /** What runs at the stations of each call. Those of `with` come after those there are. */
  readonly hooks?: Hooks | readonly Hooks[] | undefined;
  /** Gets one line for each attempt. `console` will do. Nothing secret is in it. */
  readonly logger?: Logger | undefined;
}

/** What a client is made with. */
export interface CreateClientOptions extends ClientOptions {
  /**
   * The network that calls go to where neither a service nor a session says otherwise.
   *
   * @default Bluesky
   */
  readonly network?: NetworkConfig | undefined;
  /** @default the platform's */
  readonly fetch?: typeof globalThis.fetch | undefined;
  /**
   * What goes around each attempt of a call, the outermost first: `withConcurrency`, `withPacing`, and what you write.
   *
   * @default none
   */
  readonly around?: readonly Around[] | undefined;
}
