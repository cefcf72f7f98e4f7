import type { CallOptions } from "./CallOptions.ts";
import type { ClientLike } from "./Client.ts";
import { InvalidResponseError } from "./InvalidResponseError.ts";
import { operationMethods } from "./makeOperation.ts";
import type { Definition, ItemsOptions } from "./Operation.ts";

type Page = { readonly [key: string]: unknown };

/** What operations that page have besides. */
export const pagedMethods: object = {
  __proto__: operationMethods,

  pages(this: Definition, client: ClientLike, arg?: object, options?: CallOptions) {
    return pages(this, client, arg, options);
  },

  async *items(this: Definition, client: ClientLike, arg?: object, options: ItemsOptions = {}) {
    const { max = Number.POSITIVE_INFINITY, ...rest } = options;
    let left = max;
    if (left <= 0) return;
    for await (const page of pages(this, client, arg, rest)) {
      // Where responses are not validated the list may be anything.
      const items = page[this["~items"] ?? ""];
      for (const item of Array.isArray(items) ? items : []) {
        yield item;
        if (--left <= 0) return;
      }
    }
  },
};

async function* pages(
  operation: Definition,
  client: ClientLike,
  arg?: object,
  options?: CallOptions,
): AsyncGenerator<Page, void, undefined> {
  const seen = new Set<unknown>();
  let next: unknown = (arg as Page | undefined)?.cursor;
  let given = arg;
  for (;;) {
    const { data, response } = await client["~client"]["~send"](operation, given, options);
    const page = data as Page; // the output of whatever pages is an object
    yield page;
    seen.add(next);
    next = page.cursor;
    // An empty page with a cursor goes on: servers filter after they have paged.
    if (!next) return;
    if (seen.has(next)) {
      const call = {
        nsid: operation.nsid,
        method: operation.kind === "query" ? "GET" : "POST",
        path: `/xrpc/${operation.nsid}`,
        attempt: 1,
        startedAt: performance.now(),
      } as const;
      throw new InvalidResponseError(call, response, "the server repeats a cursor: the pages would never end");
    }
    given = { ...arg, cursor: next };
  }
}
