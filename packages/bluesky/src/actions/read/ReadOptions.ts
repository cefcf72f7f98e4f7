import type { CallOptions } from "../../xrpc/contract/Call.ts";

/** Options of what reads items page by page. Its calls have a `deadline` each. */
export interface ReadOptions<Item> extends CallOptions {
  /** How many items to give at most. @default all */
  readonly max?: number | undefined;
  /**
   * Where to stop, without the item that stops it: the first one that is older than a moment (a Date or a datetime), the item of an AT
   * URI, or the first of which a function says so. It sees each item once, a page at a time.
   *
   * @default nowhere
   */
  readonly until?: Date | string | ((item: Item) => boolean) | undefined;
  /** How many items make a page. @default 100, or `max` where that is less */
  readonly limit?: number | undefined;
  /** Whether the next page is asked for while this one is worked on. @default true */
  readonly prefetch?: boolean | undefined;
  /** How many empty pages in a row to skip before an InvalidResponseError. @default 100 */
  readonly maxEmptyPages?: number | undefined;
}
