import { invalidOption } from "../../errors/InvalidOptionError.ts";
import { isDatetime } from "../../syntax/datetime.ts";
import type { ReadOptions } from "./ReadOptions.ts";

/** What an item has that reading can end by. */
export interface Mark {
  /** The AT URI of the record that it shows. */
  readonly uri?: string | undefined;
  /** When it came to where it is, as a datetime; undefined where that says nothing of what comes after it. */
  readonly at?: string | undefined;
}

/**
 * What says of an item whether reading ends before it.
 *
 * @throws {InvalidOptionError}
 */
export function toTest<Item>(
  until: ReadOptions<Item>["until"],
  markOf: (item: Item) => Mark,
): ((item: Item) => boolean) | undefined {
  if (until === undefined || typeof until === "function") return until;
  if (typeof until === "string" && until.startsWith("at://")) return (item) => markOf(item).uri === until;
  const moment = until instanceof Date ? until.getTime() : isDatetime(until) ? Date.parse(until) : Number.NaN;
  if (Number.isNaN(moment)) {
    throw invalidOption("until", "Expected a Date, a datetime, an AT URI or a function as `until`.");
  }
  return (item) => Date.parse(markOf(item).at ?? "") < moment;
}
