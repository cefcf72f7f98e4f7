import { checkSignal } from "../../errors/checkSignal.ts";
import { invalidOption } from "../../errors/InvalidOptionError.ts";
import { abortWith } from "../../platform/abort/abortWith.ts";
import { after } from "../../platform/abort/after.ts";
import { quietly } from "../../platform/abort/quietly.ts";
import type { PagesOptions } from "../../xrpc/operation/Operation.ts";
import type { ReadOptions } from "./ReadOptions.ts";
import { type Mark, toTest } from "./toTest.ts";

/** What is read: pages of items. */
export interface Source<Item> {
  /** Begins to read, with pages of some size. */
  pages(limit: number, options: PagesOptions): AsyncGenerator<readonly Item[], void, undefined>;
  /** By what `until` finds an item. */
  markOf(item: Item): Mark;
}

/**
 * Reads items page by page: no more than are wanted, and the next page while this one is worked on.
 *
 * @throws {InvalidOptionError}
 * @throws {CallError}
 */
export async function* readItems<Item>(
  source: Source<Item>,
  options: ReadOptions<Item>,
): AsyncGenerator<Item, void, undefined> {
  const { max = Infinity, until, limit = 100, prefetch = true, signal, ...rest } = options;
  if (!(max >= 0)) throw invalidOption("max", "Expected how many items to give at most as `max`.");
  checkSignal(signal);
  const isOver = toTest(until, (item: Item) => source.markOf(item));
  if (max === 0) return;
  // What was asked for ahead ends with the reader.
  const own = new AbortController();
  const stopWatching = after(Infinity, signal, () => abortWith(own, signal?.reason));
  const pages = source.pages(Math.max(1, Math.min(limit, max)), { ...rest, signal: own.signal });
  try {
    let left = max;
    let next = pages.next();
    for (;;) {
      const { value: page, done } = await next;
      if (done) return;
      const end = isOver ? page.findIndex((item) => isOver(item)) : -1;
      const items = page.slice(0, Math.min(left, end < 0 ? page.length : end));
      left -= items.length;
      const isLast = end >= 0 || left <= 0;
      if (prefetch && !isLast) next = quietly(() => pages.next()) ?? next;
      yield* items;
      if (isLast) return;
      if (!prefetch) next = pages.next();
    }
  } finally {
    stopWatching();
    abortWith(own, new Error("nobody reads on"));
  }
}
