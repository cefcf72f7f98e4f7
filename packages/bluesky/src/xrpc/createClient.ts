import { blueskyNetwork } from "../network/blueskyNetwork.ts";
import type { NetworkConfig } from "../network/NetworkConfig.ts";
import { attempt } from "./attempt.ts";
import type { Call } from "./Call.ts";
import type { CallOptions } from "./CallOptions.ts";
import type { Client, ClientOptions, CreateClientOptions, UntypedRequest } from "./Client.ts";
import { decodeAnswer } from "./decodeAnswer.ts";
import { encodeRequest } from "./encodeRequest.ts";
import type { Attempt, Handler } from "./Handler.ts";
import { mergeOptions } from "./mergeOptions.ts";
import type { CallResult, Definition } from "./Operation.ts";
import { parseRateLimit } from "./parseRateLimit.ts";
import { route } from "./route.ts";
import { runHooks } from "./runHooks.ts";
import type { SessionLike } from "./SessionLike.ts";
import { setLabelers } from "./setLabelers.ts";
import { withRetry } from "./withRetry.ts";
import { withTimeout } from "./withTimeout.ts";

class XrpcClient implements Client {
  // Private: a header may be a secret, and inspection shows no private fields.
  readonly #options: CreateClientOptions;
  /** What this client has in common with those made of it `with` other options. */
  readonly #handle: Handler;

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

  get network(): NetworkConfig {
    return this.#options.network ?? blueskyNetwork;
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
    const query = method === "GET";
    const anything = (): void => {};
    const operation: Definition = {
      nsid: target,
      kind: query ? "query" : "procedure",
      "~params": anything,
      "~input": input === undefined ? undefined : anything,
      "~output": anything,
    };
    // What it is only the caller can know: its type is unknown.
    return this["~send"](operation, query ? params : request, options).then(({ data }) => data as Result);
  }

  async "~send"(operation: Definition, arg: unknown, given: CallOptions = {}): Promise<CallResult<unknown>> {
    const { nsid, kind } = operation;
    // What has parameters and a body takes both in one argument.
    const both = kind === "query" ? { params: arg } : operation["~params"] ? arg : { input: arg };
    const { params = {}, input } = (both ?? {}) as UntypedRequest; // where it is not, validation says so
    const options = mergeOptions(this.#options, given);
    const call: Call = {
      nsid,
      kind,
      method: kind === "query" ? "GET" : "POST",
      options,
      service: options.service,
      session: options.session,
      path: `/xrpc/${nsid}`,
      headers: new Headers(options.headers),
      body: undefined,
      attempt: 0,
      startedAt: performance.now(),
      streams: typeof operation["~output"] === "object",
    };
    setLabelers(call, this.network);
    try {
      await encodeRequest(call, operation, params, input);
      await route(call, this, given, params);
      const answer = await this.#handle(call);
      const { response } = answer;
      return {
        data: decodeAnswer(call, operation, answer),
        response,
        rateLimit: parseRateLimit(response.headers),
      };
    } catch (error) {
      call.error = error;
      await runHooks(call, "onError");
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
  // The platform's is looked up at each call: programs and tests replace it.
  const send: typeof fetch = options.fetch ?? ((input, init) => fetch(input, init));
  const once: Attempt = (call, guard) => attempt(send, call, guard);
  const handle = withRetry(withTimeout((options.around ?? []).reduceRight((next, around) => around(next), once)));
  // Whoever has a session does not want to leave it for a service.
  return new XrpcClient({ ...options, service: options.session ? undefined : options.service }, handle);
}
