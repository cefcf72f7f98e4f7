import type { Notification } from "../../../lexicons/app/bsky/notification/listNotifications.ts";
import type { CallOptions, ClientLike } from "../../../xrpc/contract/Call.ts";
import { cursorTime, keyOf, lowestOf, timeOf } from "../list/marks.ts";
import { readBack } from "../list/readBack.ts";
import type { Position } from "./Position.ts";

/** How many pages are read before it is done in parts: so much is held at once. */
const MOST_PAGES = 3;

/**
 * Finds what is not done yet, down to where all is done: in parts, each the oldest first, and the oldest part first.
 *
 * Servers list the newest first. Whoever read all that has waited before the oldest is worked on would hold thousands, and a program
 * that is stopped often would never get to work. So where there are too many pages, it begins with as much time from the lowest as
 * they might fit in, and goes up in steps: longer ones where there was little, shorter ones where there was too much.
 *
 * No reasons are asked for: a server leaves others out only after it has cut its pages.
 *
 * @throws {CallError}
 */
export async function* lookForNew(
  client: ClientLike,
  position: Position,
  { overlap, options }: { readonly overlap: number; readonly options: CallOptions },
): AsyncGenerator<readonly Notification[], void, undefined> {
  let low = position.reach(overlap);
  /** Down to where the newest pages reach, the length of a step, and how much longer one gets by finding nothing, in milliseconds. */
  let [ceiling, step, growth] = [low, 1, 8];
  /** The time that a part lies below; undefined: all that there is. */
  for (let top: number | undefined; ; ) {
    const read = await readPart(client, { low, top, options });
    if (read.isWhole) {
      yield sort(read.notifications.filter((notification) => !position.has(notification)));
      if (top === undefined) return;
      low = top;
      const { length } = read.notifications;
      if (length > 0) growth = 8;
      step *= length === 0 ? growth : length < 100 ? 2 : 1;
    } else if (top === undefined) {
      ceiling = read.lowest;
      // A step of one page, if it goes on as it does at the top.
      step = (read.highest - read.lowest) / MOST_PAGES;
    } else {
      // There is something in between: from here on by halves.
      growth = 1;
      step = (top - low) / 2;
    }
    step = Math.max(1, Math.ceil(step));
    top = low < ceiling ? Math.min(low + step, ceiling) : undefined;
  }
}

/** What {@link readPart} has read. */
interface Part {
  readonly notifications: Notification[];
  /** Whether it has come down to the lowest time; if not, there are too many. */
  readonly isWhole: boolean;
  /** Between which times they are, in milliseconds. */
  readonly highest: number;
  readonly lowest: number;
}

/** Reads what lies below a time, and not below another one. Some of it may be read twice. */
async function readPart(
  client: ClientLike,
  { low, top, options }: { readonly low: number; readonly top: number | undefined; readonly options: CallOptions },
): Promise<Part> {
  const notifications = new Map<number, Notification>();
  let [highest, lowest, pages] = [low, Number.POSITIVE_INFINITY, 0];
  const params = { limit: 100, cursor: top === undefined ? undefined : new Date(top).toISOString() };
  for await (const page of readBack(client, params, options)) {
    for (const notification of page.notifications) {
      notifications.set(keyOf(notification), notification);
      highest = Math.max(highest, timeOf(notification));
    }
    lowest = lowestOf(page.notifications, page.cursor) ?? lowest;
    if (lowest < low) break;
    // A millisecond cannot be cut, and where cursors are no times there is no way into the middle.
    const canCut = cursorTime(page.cursor) !== undefined && Math.min(lowest, top ?? lowest) - low > 1;
    if (++pages >= MOST_PAGES && canCut) {
      return { notifications: [...notifications.values()], isWhole: false, highest, lowest };
    }
  }
  return { notifications: [...notifications.values()], isWhole: true, highest, lowest };
}

/** The oldest first; of the same time, what the server lists last. */
function sort(found: readonly Notification[]): Notification[] {
  return [...found].reverse().sort((a, b) => timeOf(a) - timeOf(b));
}
