import type { Moderation } from "../decide/createModeration.ts";
import { type ModeratedItem, type ModerateOptions, moderateItem } from "./moderateItems.ts";

/** Items as they come, decided about. */
export interface ModeratedStream<T> extends AsyncIterable<ModeratedItem<T>> {
  /** How many were left out so far. */
  readonly dropped: number;
}

/**
 * Decides about items as they come, and leaves out those that do not belong into a list. The source is read as far as this is, and ended
 * when this is.
 *
 * @param items views of any kinds, of any client
 * @example
 * ```ts
 * const shown = moderate(getTimeline.items(client, {}, { max: 200 }), moderation);
 * for await (const { item, ui } of shown) render(item, { covered: ui.blur, canShow: !ui.noOverride });
 * console.log(`${shown.dropped} left out`);
 * ```
 */
export function moderate<T extends object>(
  items: AsyncIterable<T> | Iterable<T>,
  moderation: Moderation,
  options: ModerateOptions<T> = {},
): ModeratedStream<T> {
  let dropped = 0;
  return {
    get dropped() {
      return dropped;
    },
    async *[Symbol.asyncIterator]() {
      for await (const item of items) {
        const moderated = moderateItem(item, moderation, options);
        if (moderated) yield moderated;
        else dropped++;
      }
    },
  };
}
