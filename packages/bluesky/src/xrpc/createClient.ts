import { attempt } from "./attempt.ts";
import { buildRequest } from "./buildRequest.ts";
import type { Call } from "./Call.ts";
import type { CallOptions } from "./CallOptions.ts";
import type { Client, ClientOptions, CreateClientOptions, UntypedRequest } from "./Client.ts";
import { dataOf } from "./dataOf.ts";
import type { Attempt, Handler } from "./Handler.ts";
import { mergeOptions } from "./mergeOptions.ts";
import type { CallResult, Definition } from "./Operation.ts";
import { platformFetch } from "./platformFetch.ts";
import type { RateLimit } from "./RateLimit.ts";
import { runHooks } from "./runHooks.ts";
import type { SessionLike } from "./SessionLike.ts";
import { withRetry } from "./withRetry.ts";
import { withTimeout } from "./withTimeout.ts";

class XrpcClient implements Client {
  // Private: a header may be a secret, and inspection shows no private fields.
  readonly #options: CreateClientOptions;
  /** What this client has in common with those made of it `with` other options. */
  readonly #handle: Handler;
  readonly rateLimits: Map<string, RateLimit> = new Map();

  constructor(options: CreateClientOptions, handle: Handler) {
    this.#options = options;
    this.#handle = handle;
  }

  get "~client"(): Client {
    return this;
  }

  get options(): CreateClientOptions {
    return this.#options;
  }

  get session(): SessionLike | undefined {
    return this.#options.session;
  }

  get did(): string | undefined {
    return this.session?.did;
  }

  with(options: ClientOptions): Client {
    return new XrpcClient(mergeOptions(this.#options, options), this.#handle);
  }

  call<Result>(
    target: ((client: Client, ...args: unknown[]) => Promise<Result>) | string,
    ...args: unknown[]
  ): Promise<Result> {
    if (typeof target === "function") return target(this, ...args);
    const [request = {}, options] = args as [UntypedRequest?, CallOptions?]; // the overload for NSIDs
    const { params, input, method = input === undefined ? "GET" : "POST" } = request;
    const kind = method === "GET" ? "query" : "procedure";
    const operation: Definition = { nsid: target, kind, input: input === undefined ? input : {}, output: {} };
    // What it is only the caller can know: its type is unknown.
    return this["~send"](operation, params, input, options).then(dataOf) as Promise<Result>;
  }

  async "~send"(
    operation: Definition,
    params: object = {},
    input?: unknown,
    given: CallOptions = {},
  ): Promise<CallResult<unknown>> {
    const { nsid, kind } = operation;
    const options = mergeOptions(this.#options, given);
    const { headers, service, session } = options;
    const call: Call = {
      nsid,
      operation,
      client: this,
      method: kind === "query" ? "GET" : "POST",
      options,
      params,
      service,
      session,
      path: `/xrpc/${nsid}`,
      headers: new Headers(headers),
      attempt: 0,
      startedAt: performance.now(),
    };
    try {
      await buildRequest(call, input, given);
      const { data, response } = await this.#handle(call);
      return { data, response, rateLimit: call.rateLimit };
    } catch (error) {
      call.error = error;
      await runHooks(call, "onError");
      options.logger?.warn(`onError: ${call.error}`);
      throw call.error;
    }
  }
}

/**
 * Makes a client: what operations are called with. Calls go to `service`, or for the account of `session` to its server,
 * or else to the network's public services.
 *
 * @example
 * ```ts
 * const client = createClient({ service: "https://public.api.bsky.app" });
 * const profile = await getProfile(client, { actor: "bsky.app" });
 * ```
 */
export function createClient(options: CreateClientOptions = {}): Client {
  const { around = [], fetch = platformFetch } = options;
  const once: Attempt = (call, guard) => attempt(fetch, call, guard);
  const handle = withRetry(withTimeout(around.reduceRight((next, each) => each(next), once)));
  // As options over none: a session goes over a service.
  return new XrpcClient(mergeOptions({}, options), handle);
}
