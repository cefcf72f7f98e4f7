import { invalidOption } from "../../errors/InvalidOptionError.ts";
import { typeOf } from "../../errors/typeOf.ts";
import { abortable } from "../../platform/abort/abortable.ts";
import { quietly } from "../../platform/abort/quietly.ts";
import { isResponse } from "../../platform/http/isResponse.ts";
import { platformFetch } from "../../platform/http/platformFetch.ts";
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
  readonly rateLimits: Map<string, RateLimit>;

  constructor(options: CreateClientOptions, handle: Handler, rateLimits: Map<string, RateLimit>) {
    this.#options = options;
    this.#handle = handle;
    this.rateLimits = rateLimits;
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
    return new XrpcClient(mergeOptions(this.#options, options), this.#handle, this.rateLimits);
  }

  async call<Result>(
    target: ((client: ClientLike, ...args: unknown[]) => Promise<Result>) | string,
    ...args: unknown[]
  ): Promise<Result> {
    if (typeof target === "function") return target(this, ...args);
    if (typeof target !== "string") {
      throw invalidOption("operation", `Expected an operation, or its NSID, got ${typeOf(target)}.`);
    }
    const [request, options] = args as [UntypedRequest?, CallOptions?]; // the overload for NSIDs
    const { params, input, method = input === undefined ? "GET" : "POST" } = Object(request) as UntypedRequest;
    const kind = method === "GET" ? "query" : "procedure";
    const operation: Definition = { nsid: target, kind, input: input === undefined ? input : {}, output: {} };
    // What it is only the caller can know: its type is unknown.
    return this["~send"](operation, params, input, options).then(dataOf) as Promise<Result>;
  }

  async "~send"(
    operation: Definition,
    params: object | undefined,
    input: unknown,
    given: CallOptions | undefined,
  ): Promise<CallResult<unknown>> {
    const { nsid, kind } = operation;
    const callOptions = given ?? {};
    const options = given ? mergeOptions(this.#options, given) : this.#options;
    const { headers, service, session } = options;
    const call: Call = {
      nsid,
      operation,
      client: this,
      method: kind === "query" ? "GET" : "POST",
      options,
      callOptions,
      params: params ?? {},
      input,
      service,
      session,
      path: `/xrpc/${nsid}`,
      headers: new Headers(headers),
      attempt: 0,
      startedAt: performance.now(),
      response: undefined,
      rateLimit: undefined,
      error: undefined,
    };
    const guard = callGuard(call);
    try {
      await buildRequest(call, guard.signal);
      const answer = await this.#handle(call, guard);
      if (isResponse(answer?.response))
        return { data: answer.data, response: answer.response, rateLimit: call.rateLimit };
      throw invalidOption("around", `Expected \`around\` to return an answer, got ${typeOf(answer)}.`);
    } catch (error) {
      call.error = error;
      await reportError(call, guard.signal);
      throw call.error;
    } finally {
      guard.end();
    }
  }
}

/** How many milliseconds hooks still have to look at an error when the call's time is over. */
const REPORT_GRACE = 50;

/** Shows why a call has failed to its hooks and to its log. Hooks may throw something else. */
async function reportError(call: Call, signal: AbortSignal): Promise<void> {
  const { hooks, logger } = call.options;
  if (hooks) {
    const shown = runHooks(call, "onError", new AbortController().signal);
    await abortable(shown, signal, REPORT_GRACE).catch((thrown: unknown) => {
      if (!signal.aborted || thrown !== signal.reason) throw thrown;
    });
  }
  quietly(() => logger?.warn(`onError: ${call.error}`));
}

/**
 * Creates a client, which operations are called with. Calls go to `service`, or to the server of the `session`'s
 * account, or else to the network's public services.
 *
 * @throws {InvalidOptionError} if an option is not valid
 * @example
 * ```ts
 * const client = createClient({ service: "https://public.api.bsky.app" });
 * const profile = await getProfile(client, { actor: "bsky.app" });
 * ```
 */
export function createClient(options: CreateClientOptions = {}): Client {
  // Where both are given, the session goes over the service.
  const merged = mergeOptions({} as CreateClientOptions, options);
  const { around, fetch } = merged;
  const send: Handler = (call, guard) => attempt(fetch ?? platformFetch, call, guard);
  const handle = [withRetry(), withTimeout(), ...(around ?? [])].reduceRight((next, each) => {
    const made = each(next);
    if (typeof made === "function") return made;
    throw invalidOption(
      "around",
      `Expected functions that return a function as \`around\`, got one that returns ${typeOf(made)}.`,
    );
  }, send);
  return new XrpcClient(merged, handle, new Map());
}
