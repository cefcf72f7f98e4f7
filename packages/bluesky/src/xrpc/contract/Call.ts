import type { NetworkConfig } from "../../network/NetworkConfig.ts";
import type { Schema } from "../../schema/Schema.ts";
import type { CallResult } from "./CallResult.ts";
import type { CallSummary } from "./CallSummary.ts";
import type { Guard } from "./Guard.ts";
import type { Logger } from "./Logger.ts";
import type { RateLimit } from "./RateLimit.ts";
import type { SessionLike } from "./SessionLike.ts";
import type { SharedOptions } from "./SharedOptions.ts";
import type { UntypedRequest } from "./UntypedRequest.ts";

// One call, and the functions that see it on its way. They stand in one file because each is about the call, and the call
// knows them all, by its options.

/** One call on its way: what the functions around `fetch` and the hooks see, and may change. */
export interface Call extends CallSummary {
  readonly operation: Definition;
  /** The client that makes it. */
  readonly client: Client;
  /** What was said for this call, over what was said for its client. */
  readonly options: CallOptions & CreateClientOptions;
  /** What was said for this call alone. */
  readonly callOptions: CallOptions;
  /** The parameters, as they were given. */
  readonly params: object;
  /** What is to be its body, as it was given. */
  readonly input?: unknown;
  service: string | undefined;
  /** The session whose credentials are attached. */
  session: SessionLike | undefined;
  path: string;
  /** What is sent, without the session's credentials. */
  headers: Headers;
  body?: BodyInit | undefined;
  attempt: number;
  readonly startedAt: number;
  /** Whether this attempt may have reached the server. */
  sent?: boolean | undefined;
  /** The answer to this attempt. */
  response?: Response | undefined;
  /** What the server said of its rate limit with it. */
  rateLimit?: RateLimit | undefined;
  /** Why this attempt, or the call, failed. */
  error?: unknown;
  /** Milliseconds to the next attempt. */
  delay?: number | undefined;
}

/** What the runtime knows of an operation: an NSID, the schemas of JSON, and how other bodies come and go. */
export interface Definition {
  readonly nsid: string;
  readonly kind: "query" | "procedure";
  readonly params?: JsonSchema | undefined;
  readonly input?: JsonSchema | BodyEncoder | undefined;
  readonly output?: JsonSchema | BodyDecoder | undefined;
  readonly "~items"?: string | undefined;
  readonly "~via"?: Via | undefined;
}

/** The schema of parameters or of a JSON body: what an operation needs of it. Without `safeParse` all is valid. */
export interface JsonSchema extends Partial<Pick<Schema<unknown>, "safeParse">> {
  readonly encode?: undefined;
  readonly decode?: undefined;
}

/** How a body that is not JSON is sent. */
export interface BodyEncoder {
  /** Puts the body and its media type into the call. */
  encode(call: Call, value: unknown): void | Promise<void>;
}

/** How a body that is not JSON is handed out. */
export interface BodyDecoder<Output = unknown> {
  /** Makes of an answer with its body unread what the operation gives. The limits of the call stay with it. */
  decode(call: Call, response: Response, guard: Guard): Output;
}

/** Says which service an operation is passed on to, as `did#service`: `false` for none, undefined for that of the client. */
export type Via = (call: Call) => string | false | undefined;

/** What a call, or an attempt of it, ends with. */
export interface Answer {
  readonly response: Response;
  /** What the operation gives: the body, read and validated, or handed out unread. */
  readonly data?: unknown;
  /** The limits that still hold, where it is yet to be read. */
  readonly guard?: Guard | undefined;
}

/** Takes a call to its answer, within limits: those of an attempt, or around the attempts the call's signal alone. */
export type Handler = (call: Call, guard: Guard) => Promise<Answer>;

/**
 * Does something around what comes next: it is given that, and gives what goes in its place. It is made once for a client and
 * all those made of it `with` other options. What `with...` functions make is this.
 */
export type Around = (next: Handler) => Handler;

/**
 * Decides where a call goes: it may change `service`, `session` and `headers`. Where it sends the call to another server, the
 * client's headers stay behind that may hold a secret. It has the time that the call has.
 */
export type Route = (call: Call) => void | Promise<void>;

/**
 * What runs around each attempt of a call. Each gets the call's one state object, may change what passes, and may be
 * async: it has the time that the call has. What a hook throws ends the call.
 */
export interface Hooks {
  /** Before an attempt is sent: headers can be changed. Credentials come later and are not seen here. */
  readonly onRequest?: ((state: Call) => void | Promise<void>) | undefined;
  /** After the head of an answer came: `state.response` can be replaced. Do not read its body; clone it first. */
  readonly onResponse?: ((state: Call & { response: Response }) => void | Promise<void>) | undefined;
  /** Before a call is tried again, `state.delay` milliseconds from now, because of `state.error`. */
  readonly onRetry?: ((state: Call & { error: unknown; delay: number }) => void | Promise<void>) | undefined;
  /** When a call has failed for good: `state.error` can be replaced. */
  readonly onError?: ((state: Call & { error: unknown }) => void | Promise<void>) | undefined;
}

/** What can be said of one call. */
export interface CallOptions extends SharedOptions {
  readonly signal?: AbortSignal | undefined;
  /**
   * The URL of a server to ask in place of the client's: `https://host`. It never gets the session's credentials, nor those of
   * the client's `headers`.
   */
  readonly service?: string | undefined;
  /**
   * Whether the procedure may be sent again without harm, so that it is tried again as a query is.
   *
   * @default false of procedures, true of queries
   */
  readonly idempotent?: boolean | undefined;
  /**
   * Finds out whether a write was carried out, after it failed in a way that does not tell (no answer, a 5xx, an answer
   * that cannot be read). It gives the output, and the call succeeds with it; or undefined where the write was not
   * carried out, and then it is tried again as a query would be. What it throws ends the call. Without it a procedure is
   * only tried again when nothing can have happened. `bluesky/records` has it for every write.
   */
  readonly settle?: ((call: Call, error: unknown) => Promise<object | undefined>) | undefined;
  /** The media type of a binary body that does not bring its own. */
  readonly encoding?: string | undefined;
}

/** What `client.with` can change. */
export interface ClientOptions extends SharedOptions {
  /** The URL of the server that calls go to, without a session: `https://host`, without a path. */
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
  /** Gets one line for each attempt. `console` will do. Nothing secret is in it. What it throws does not matter. */
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
   * What servers last said of their rate limits to calls of this client and of those made `with` it, by operation and policy:
   * `app.bsky.feed.getTimeline 3000;w=300`. The last thousand are kept.
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
   * operation with `defineQuery` and `defineProcedure` of `bluesky/xrpc`. An NSID alone does not say which service is meant:
   * where it is not the client's, name it with `proxy`.
   *
   * @example
   * ```ts
   * const answer = await client.call("com.example.listThings", { params: { limit: 5, tag: ["a", "b"] } });
   * ```
   */
  call(nsid: string, request?: UntypedRequest | undefined, options?: CallOptions | undefined): Promise<unknown>;

  /**
   * A client that differs in some options and shares everything else: fetch, limits, retry budget. `service` leaves the
   * session behind, and headers that may hold a secret.
   *
   * @throws InvalidOptionError
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
