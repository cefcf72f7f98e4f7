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
  /** The operation that is called. */
  readonly operation: Definition;
  /** The client that makes it. */
  readonly client: Client;
  /** The options of this call, merged over those of its client. */
  readonly options: CallOptions & CreateClientOptions;
  /** What was said for this call alone. */
  readonly callOptions: CallOptions;
  /** The parameters, as they were given. */
  readonly params: object;
  /** What is to be its body, as it was given. */
  readonly input?: unknown;
  /** The origin of the server that the call goes to. */
  service: string | undefined;
  /** The session whose credentials are attached. */
  session: SessionLike | undefined;
  /** The path of the request, with its query. */
  path: string;
  /** What is sent, without the session's credentials. */
  headers: Headers;
  /** The body of the request. */
  body?: BodyInit | undefined;
  /** Which attempt this is, from 1. */
  attempt: number;
  /** When the call began, by `performance.now()`. */
  readonly startedAt: number;
  /** Whether this attempt may have reached the server. */
  sent?: boolean | undefined;
  /** The answer to this attempt. */
  response?: Response | undefined;
  /** What the server said about its rate limit. */
  rateLimit?: RateLimit | undefined;
  /** Why this attempt, or the call, failed. */
  error?: unknown;
  /** Milliseconds to the next attempt. */
  delay?: number | undefined;
}

/** What the runtime knows of an operation: an NSID, the schemas of JSON, and how other bodies come and go. */
export interface Definition {
  /** The NSID of the operation. */
  readonly nsid: string;
  /** Whether it reads (GET) or writes (POST). */
  readonly kind: "query" | "procedure";
  /** What parameters have to look like. */
  readonly params?: JsonSchema | undefined;
  /** What the input has to look like. */
  readonly input?: JsonSchema | BodyEncoder | undefined;
  /** What the output has to look like. */
  readonly output?: JsonSchema | BodyDecoder | undefined;
  readonly "~items"?: string | undefined;
  readonly "~via"?: Via | undefined;
}

/** The schema of parameters or of a JSON body: what an operation needs of it. Without `safeParse` all is valid. */
export interface JsonSchema extends Partial<Pick<Schema<unknown>, "safeParse">> {
  /** Turns a value into JSON. */
  readonly encode?: undefined;
  /** Turns JSON into a value. */
  readonly decode?: undefined;
}

/** How a body that is not JSON is sent. */
export interface BodyEncoder {
  /** Puts the body and its media type into the call. The signal is aborted when the call ends before that. */
  encode(call: Call, value: unknown, signal: AbortSignal): void | Promise<void>;
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
  /** The HTTP response. */
  readonly response: Response;
  /** What the operation gives: the body, read and validated, or handed out unread. */
  readonly data?: unknown;
  /** The limits that still apply, if it has not been read yet. */
  readonly guard?: Guard | undefined;
}

/** Takes a call to its answer, within limits: those of an attempt, or around the attempts the call's signal alone. */
export type Handler = (call: Call, guard: Guard) => Promise<Answer>;

/**
 * Wraps what comes next: it gets that function and returns another one to use instead. It is called once for a client
 * and all clients made from it by `with`. The `with...` functions return such functions.
 */
export type Around = (next: Handler) => Handler;

/**
 * Decides where a call goes: it may change `service`, `session` and `headers`. If it sends the call to another server,
 * headers of the client that may be secret are left out. Its time counts towards the call's limits.
 */
export type Route = (call: Call) => void | Promise<void>;

/**
 * Functions that run around each attempt of a call. They share one state object per call, may change the request and
 * the response, and may be async, within the time limits of the call. If a hook throws, the call fails with that error.
 */
export interface Hooks {
  /** Runs before an attempt is sent, and can change headers. Credentials are added later and are not visible here. */
  readonly onRequest?: ((state: Call) => void | Promise<void>) | undefined;
  /**
   * Runs when the headers of a response have arrived, and can replace `state.response`. To read its body, clone it
   * first.
   */
  readonly onResponse?: ((state: Call & { response: Response }) => void | Promise<void>) | undefined;
  /** Runs before a retry, which follows in `state.delay` milliseconds, because of `state.error`. */
  readonly onRetry?: ((state: Call & { error: unknown; delay: number }) => void | Promise<void>) | undefined;
  /** Runs when a call has finally failed, and can replace `state.error`. */
  readonly onError?: ((state: Call & { error: unknown }) => void | Promise<void>) | undefined;
}

/** What can be said of one call. */
export interface CallOptions extends SharedOptions {
  /** Aborts the call. */
  readonly signal?: AbortSignal | undefined;
  /**
   * The URL of a server to call instead of the client's: `https://host`. It never gets the session's credentials, nor
   * those in the client's `headers`.
   */
  readonly service?: string | undefined;
  /**
   * Whether it does no harm to send the procedure twice, so that it can be retried like a query.
   *
   * @default false for procedures, true for queries
   */
  readonly idempotent?: boolean | undefined;
  /**
   * Finds out whether a write was carried out, after it failed in a way that leaves this open (no response, a 5xx, a
   * response that cannot be read). If it returns the output, the call succeeds with it. If it returns undefined, the
   * write was not carried out, and is retried like a query. If it throws, the call fails with that error. Without it, a
   * procedure is retried only if nothing can have happened. All writes of `bluesky/records` have it.
   */
  readonly settle?: ((call: Call, error: unknown) => Promise<object | undefined>) | undefined;
  /** The media type of a binary body that does not have its own. */
  readonly encoding?: string | undefined;
}

/** What `client.with` can change. */
export interface ClientOptions extends SharedOptions {
  /** The URL of the server that calls go to, without a session: `https://host`, without a path. */
  readonly service?: string | undefined;
  /** The session of the account to make calls for: they go to its server, with its credentials. */
  readonly session?: SessionLike | undefined;
  /**
   * Functions that decide where a call goes, such as `routeReads` and `routeVideo`. A `Bluesky` has both. Those passed
   * to `with` are added after the existing ones.
   *
   * @default none
   */
  readonly route?: Route | readonly Route[] | undefined;
  /** Functions that run at certain points of each call. Those passed to `with` are added after the existing ones. */
  readonly hooks?: Hooks | readonly Hooks[] | undefined;
  /** Gets one line for each attempt, without secrets. You can pass `console`. If it throws, that is ignored. */
  readonly logger?: Logger | undefined;
}

/** What a client is made with. */
export interface CreateClientOptions extends ClientOptions {
  /**
   * The network that calls go to, unless there is a service or a session.
   *
   * @default Bluesky
   */
  readonly network?: NetworkConfig | undefined;
  /** @default the platform's */
  readonly fetch?: typeof globalThis.fetch | undefined;
  /**
   * Wrappers around each attempt of a call, the outermost first: `withConcurrency`, `withPacing`, and your own.
   *
   * @default none
   */
  readonly around?: readonly Around[] | undefined;
}

/** A client, or an object bound to one, such as a `Bluesky`. */
export interface ClientLike {
  readonly "~client": Client;
}

/** What operations are called with. Create one with `createClient`. */
export interface Client extends ClientLike {
  /** The session whose account calls are made for. */
  readonly session: SessionLike | undefined;
  /** The DID of that account. */
  readonly did: string | undefined;
  /**
   * What servers last said about their rate limits to this client and all clients made from it by `with`, by operation
   * and policy: `app.bsky.feed.getTimeline 3000;w=300`. The last thousand are kept.
   */
  readonly rateLimits: Map<string, RateLimit>;
  /** The options of this client, including those passed to `with`. */
  readonly options: CreateClientOptions;

  /** Calls an operation: the same as `operation(client, ...)`. */
  call<Args extends unknown[], Result>(
    operation: (client: ClientLike, ...args: Args) => Promise<Result>,
    ...args: Args
  ): Promise<Result>;
  /**
   * Calls an operation by its NSID, without its lexicon. Nothing is validated, and bodies are JSON. For other bodies,
   * define an operation with `defineQuery` or `defineProcedure` of `bluesky/xrpc`. An NSID does not say which service
   * is meant: if it is not the client's, name it with `proxy`.
   *
   * @example
   * ```ts
   * const answer = await client.call("com.example.listThings", { params: { limit: 5, tag: ["a", "b"] } });
   * ```
   */
  call(nsid: string, request?: UntypedRequest | undefined, options?: CallOptions | undefined): Promise<unknown>;

  /**
   * Returns a client with some other options that shares everything else: fetch, limits, retry budget. With `service`,
   * it has neither the session nor headers that may be secret.
   *
   * @throws {InvalidOptionError}
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
