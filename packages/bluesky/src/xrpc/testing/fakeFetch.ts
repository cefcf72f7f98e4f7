/** A request as `fetch` was given it. */
export interface FakeRequest {
  readonly url: URL;
  readonly method: string;
  readonly headers: Headers;
  readonly body: unknown;
  readonly init: RequestInit;
}

/** A `fetch` that answers by a function, and remembers what it was asked. */
export function fakeFetch(
  answer: (request: FakeRequest, count: number) => Response | Promise<Response> = () => Response.json({}),
): {
  readonly fetch: typeof globalThis.fetch;
  readonly requests: FakeRequest[];
} {
  const requests: FakeRequest[] = [];
  return {
    requests,
    fetch: async (input, init = {}) => {
      const url = new URL(input instanceof Request ? input.url : input);
      const request = { url, method: init.method ?? "GET", headers: new Headers(init.headers), body: init.body, init };
      requests.push(request);
      return answer(request, requests.length);
    },
  };
}
