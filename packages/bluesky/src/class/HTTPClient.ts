/** Sends a request: what `fetch` does. */
export type Fetcher = (request: Request) => Promise<Response>;

/** What the hooks of an {@link HTTPClient} get, and may return. */
export interface HTTPClientHooks {
  /** May return another request to send. */
  // biome-ignore lint/suspicious/noConfusingVoidType: hooks that give nothing back are the rule
  beforeRequest: (request: Request) => Request | void | Promise<Request | void>;
  /** Called if there is no response. */
  requestError: (error: unknown, request: Request) => void | Promise<void>;
  /** Sees every response. */
  response: (response: Response, request: Request) => void | Promise<void>;
}

/**
 * The HTTP client of the original SDK, for programs that already use it. New programs use `fetch` and `hooks`.
 *
 * @example
 * ```ts
 * const httpClient = new HTTPClient();
 * httpClient.addHook("response", (response) => console.log(response.status));
 * const bsky = new Bluesky({ httpClient });
 * ```
 */
export class HTTPClient {
  readonly #fetcher: Fetcher;
  readonly #hooks: { [Name in keyof HTTPClientHooks]: HTTPClientHooks[Name][] };

  constructor({ fetcher = (request) => globalThis.fetch(request) }: { fetcher?: Fetcher | undefined } = {}) {
    this.#fetcher = fetcher;
    this.#hooks = { beforeRequest: [], requestError: [], response: [] };
  }

  /** Sends a request through the hooks. */
  async request(request: Request): Promise<Response> {
    let sent = request;
    for (const hook of this.#hooks.beforeRequest) sent = (await hook(sent)) || sent;
    let response: Response;
    try {
      response = await this.#fetcher(sent);
    } catch (error) {
      for (const hook of this.#hooks.requestError) await hook(error, sent);
      throw error;
    }
    for (const hook of this.#hooks.response) await hook(response, sent);
    return response;
  }

  /** Adds a hook. */
  addHook<Name extends keyof HTTPClientHooks>(name: Name, hook: HTTPClientHooks[Name]): this {
    this.#hooks[name].push(hook);
    return this;
  }

  /** Removes a hook. */
  removeHook<Name extends keyof HTTPClientHooks>(name: Name, hook: HTTPClientHooks[Name]): this {
    const hooks = this.#hooks[name];
    const index = hooks.indexOf(hook);
    if (index >= 0) hooks.splice(index, 1);
    return this;
  }

  /** A copy with the same hooks, to which others can be added. */
  clone(): HTTPClient {
    const copy = new HTTPClient({ fetcher: this.#fetcher });
    copy.#hooks.beforeRequest.push(...this.#hooks.beforeRequest);
    copy.#hooks.requestError.push(...this.#hooks.requestError);
    copy.#hooks.response.push(...this.#hooks.response);
    return copy;
  }
}
