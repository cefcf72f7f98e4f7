import type { ModerationContext } from "../contract/Behavior.ts";
import type { Moderation } from "../decide/createModeration.ts";
import { ModerationDecision, type ModerationUi } from "../decide/ModerationDecision.ts";
import { isProfile, moderateView } from "./moderateView.ts";

/** An item, and what was decided about it. */
export interface ModeratedItem<T> {
  /** The item, as it was given. */
  readonly item: T;
  /** The decision about it, without causes where there is nothing to say. */
  readonly decision: ModerationDecision;
  /** What follows in the list. For what is in the item ask further: `decision.ui("contentMedia")`. */
  readonly ui: ModerationUi;
}

/** Options of {@link moderate} and {@link moderateItems}. */
export interface ModerateOptions<T> {
  /** What becomes of items that do not belong into the list: they are left out, or given with a `ui` that says so. @default "drop" */
  readonly filtered?: "drop" | "mark" | undefined;
  /** Where the items are shown. @default "profileList" for accounts, "contentList" for all else */
  readonly context?: ModerationContext | undefined;
  /** Decides about an item. Where it gives nothing, there is nothing to say of the item. @default moderateView */
  readonly decide?: ((item: T) => ModerationDecision | undefined) | undefined;
  /** Sees what is left out. */
  readonly onDrop?: ((dropped: ModeratedItem<T>) => void) | undefined;
}

/** The items of a page that are left. */
export interface ModeratedItems<T> {
  /** The items that are left, in their order. */
  readonly items: ModeratedItem<T>[];
  /** How many were left out. */
  readonly dropped: number;
}

/**
 * Decides about all items of a page, and leaves out those that do not belong into a list.
 *
 * @param items views of any kinds, of any client
 * @example
 * ```ts
 * const { feed, cursor } = await getTimeline(client);
 * const { items, dropped } = moderateItems(feed, moderation);
 * for (const { item, ui } of items) render(item, { covered: ui.blur });
 * ```
 */
export function moderateItems<T extends object>(
  items: readonly T[],
  moderation: Moderation,
  options: ModerateOptions<T> = {},
): ModeratedItems<T> {
  const kept = items.map((item) => moderateItem(item, moderation, options)).filter((item) => item !== undefined);
  return { items: kept, dropped: items.length - kept.length };
}

/** Decides about one item of a list. Gives nothing where it is left out. */
export function moderateItem<T extends object>(
  item: T,
  moderation: Moderation,
  options: ModerateOptions<T>,
): ModeratedItem<T> | undefined {
  const { filtered = "drop", decide = (one: T) => moderateView(one, moderation), onDrop } = options;
  const decision = decide(item) ?? new ModerationDecision("", false, []);
  const ui = decision.ui(options.context ?? (isProfile(item) ? "profileList" : "contentList"));
  const moderated = { item, decision, ui };
  if (filtered === "mark" || !ui.filter) return moderated;
  onDrop?.(moderated);
  return undefined;
}
