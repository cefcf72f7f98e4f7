import type { ClientLike } from "../contract/Call.ts";
import { invalidResponse } from "../errors/InvalidResponseError.ts";
import { CursorTrail } from "./CursorTrail.ts";
import { operationMethods, type RawOperation } from "./makeOperation.ts";
import type { ItemsOptions, PagesOptions } from "./Operation.ts";

type Page = { readonly [key: string]: unknown };

/** An operation with these methods. */
interface RawPaged extends RawOperation {
  pages(client: ClientLike, arg?: object, options?: PagesOptions): AsyncGenerator<Page, void, undefined>;
}

/** What operations that page have besides, where nobody says which array of their output holds the items. */
const pagesMethods: object = {
  __proto__: operationMethods,

  async *pages(this: RawPaged, client: ClientLike, arg?: Page, options?: PagesOptions) {
    const { maxEmptyPages = 100, ...rest } = options ?? {};
    const trail = new CursorTrail();
    let given = arg;
    trail.add(given?.cursor);
    for (let empty = 0; ; ) {
      const { data, response } = await this.withResponse(client, given, rest);
      const page = data as Page; // the output of whatever pages is an object
      yield page;
      const { cursor } = page;
      // An empty page with a cursor goes on: servers filter after they have paged.
      if (!cursor) return;
      const fail = (message: string): Error =>
        invalidResponse({ ...this, method: this.kind === "query" ? "GET" : "POST" }, response, message);
      if (!trail.add(cursor)) throw fail("a repeated cursor");
      empty = itemsOf(this, page).length ? 0 : empty + 1;
      if (empty && empty >= maxEmptyPages) throw fail(`${empty} empty pages in a row`);
      given = { ...arg, cursor };
    }
  },
};

/** What they have where that is known. */
const itemsMethods: object = {
  __proto__: pagesMethods,

  async *items(this: RawPaged, client: ClientLike, arg?: object, options?: ItemsOptions) {
    let { max = Infinity, ...rest } = options ?? {};
    if (max < 1) return;
    for await (const page of this.pages(client, arg, rest)) {
      for (const item of itemsOf(this, page)) {
        yield item;
        if (--max < 1) return;
      }
    }
  },
};

/** What an operation has, by which array of its output it pages through: none has that name where that is not known. */
export function pagedMethods(items: string): object {
  return items ? itemsMethods : pagesMethods;
}

/** The items of a page; of all its arrays where nobody says which it is. Where responses are not validated the list may be missing. */
function itemsOf({ "~items": name }: RawPaged, page: Page): readonly unknown[] {
  return name ? [page[name] ?? []].flat() : Object.values(page).filter(Array.isArray).flat();
}
