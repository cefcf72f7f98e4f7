import { platformFetch } from "../../platform/platformFetch.ts";
import { callGuard } from "../around/startGuard.ts";
import { withRetry } from "../around/withRetry.ts";
import { withTimeout } from "../around/withTimeout.ts";
import { attempt } from "../attempt/attempt.ts";
import { buildRequest } from "../attempt/buildRequest.ts";
import { runHooks } from "../attempt/runHooks.ts";
import type {
  Call,
  CallOptions,
  Client,
  ClientLike,
  ClientOptions,
  CreateClientOptions,
  Definition,
  Handler,
} from "../contract/Call.ts";
import type { CallResult } from "../contract/CallResult.ts";
import type { RateLimit } from "../contract/RateLimit.ts";
import type { SessionLike } from "../contract/SessionLike.ts";
import type { UntypedRequest } from "../contract/UntypedRequest.ts";
import { dataOf } from "../operation/dataOf.ts";
import { mergeOptions } from "./mergeOptions.ts";

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
    target: ((client: ClientLike, ...args: unknown[]) => Promise<Result>) | string,
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
    callOptions: CallOptions = {},
  ): Promise<CallResult<unknown>> {
    const { nsid, kind } = operation;
    const options = mergeOptions(this.#options, callOptions);
    const { headers, service, session } = options;
    const call: Call = {
      nsid,
      operation,
      client: this,
      method: kind === "query" ? "GET" : "POST",
      options,
      callOptions,
      params,
      service,
      session,
      path: `/xrpc/${nsid}`,
      headers: new Headers(headers),
      attempt: 0,
      startedAt: performance.now(),
    };
    try {
      await buildRequest(call, input);
      const { data, response } = await this.#handle(call, callGuard(call));
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
  const send: Handler = (call, guard) => attempt(fetch, call, guard);
  const handle = [withRetry(), withTimeout(), ...around].reduceRight((next, each) => each(next), send);
  // Where both are given, the session goes over the service.
  return new XrpcClient(mergeOptions({}, options), handle);
}
