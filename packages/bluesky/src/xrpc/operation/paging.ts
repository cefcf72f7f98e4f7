import type { CallOptions, ClientLike } from "../contract/Call.ts";
import { invalidResponse } from "../errors/InvalidResponseError.ts";
import { operationMethods, type RawOperation } from "./makeOperation.ts";
import type { ItemsOptions } from "./Operation.ts";

type Page = { readonly [key: string]: unknown };

/** An operation with these methods. */
interface RawPaged extends RawOperation {
  pages(client: ClientLike, arg?: object, options?: CallOptions): AsyncGenerator<Page, void, undefined>;
}

/** What operations that page have besides. */
export const pagedMethods: object = {
  __proto__: operationMethods,

  async *pages(this: RawPaged, client: ClientLike, arg?: Page, options?: CallOptions) {
    const seen = new Set<unknown>();
    let given = arg;
    for (;;) {
      const { data, response } = await this.withResponse(client, given, options);
      const page = data as Page; // the output of whatever pages is an object
      yield page;
      const { cursor } = page;
      // An empty page with a cursor goes on: servers filter after they have paged.
      if (!cursor) return;
      seen.add(given?.cursor);
      if (seen.has(cursor)) {
        const method = this.kind === "query" ? "GET" : "POST";
        throw invalidResponse({ ...this, method }, response, "a repeated cursor");
      }
      given = { ...arg, cursor };
    }
  },

  async *items(this: RawPaged, client: ClientLike, arg?: object, options: ItemsOptions = {}) {
    let { max = Infinity, ...rest } = options;
    if (max < 1) return;
    for await (const page of this.pages(client, arg, rest)) {
      // Where responses are not validated the list may be missing.
      for (const item of [page[this["~items"] as string] ?? []].flat()) {
        yield item;
        if (--max < 1) return;
      }
    }
  },
};
