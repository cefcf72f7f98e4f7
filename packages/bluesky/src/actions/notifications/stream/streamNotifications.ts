import { checkSignal } from "../../../errors/checkSignal.ts";
import { invalidOption } from "../../../errors/InvalidOptionError.ts";
import { listNotifications, type Notification } from "../../../lexicons/app/bsky/notification/listNotifications.ts";
import { quietly } from "../../../platform/abort/quietly.ts";
import { sleep } from "../../../platform/abort/sleep.ts";
import { callerOf } from "../../../records/single/limits/callerOf.ts";
import { isDatetime } from "../../../syntax/datetime.ts";
import type { CallOptions, ClientLike } from "../../../xrpc/contract/Call.ts";
import { CallError } from "../../../xrpc/errors/CallError.ts";
import { lowestOf } from "../list/marks.ts";
import { lookForNew } from "./lookForNew.ts";
import { Position } from "./Position.ts";
import type { StreamOptions } from "./StreamOptions.ts";

/**
 * The account's notifications as they come, the oldest first, by looking again and again. It ends when its signal is aborted.
 *
 * None is missed and none comes twice, also where hundreds come between two looks, and over restarts if there is a `cursor`. A
 * notification is done when the next one is asked for, and then the cursor is saved: a program that is killed, or leaves the loop, gets
 * the one that it was working on again. Whoever works on two at once, or only later, must not take the next one before that.
 *
 * What is gone again before the next look (a like that was taken back), and what is hidden from the account (of people it mutes), does
 * not come. What says of itself that it is older than `overlap` may not either. The servers cannot be asked for more than a hundred of
 * the same millisecond.
 *
 * @throws {InvalidOptionError} also if the cursor is of something else, or another account
 * @throws {CallError} if a look fails and another one would, too; other failures are told to `onError`
 * @throws {unknown} what the cursor's store throws
 * @example
 * ```ts
 * for await (const notification of streamNotifications(client, { cursor: fileCursor("bot.json"), reasons: ["mention"] })) {
 *   await reply(client, notification, "You called?");
 * }
 * ```
 */
export async function* streamNotifications(
  client: ClientLike,
  options: StreamOptions = {},
): AsyncGenerator<Notification, void, undefined> {
  const { every = 30_000, reasons, cursor, start = "now", overlap = 300_000, onError, ...rest } = options;
  const { signal } = rest;
  check(options);
  let position: Position | undefined;
  for (; !signal?.aborted; await sleep(every, signal)) {
    let parts: AsyncGenerator<readonly Notification[], void, undefined> | undefined;
    while (!signal?.aborted) {
      let part: IteratorResult<readonly Notification[], void>;
      try {
        position ??= await begin(client, { cursor, start, options: rest });
        parts ??= lookForNew(client, position, { overlap, options: rest });
        part = await parts.next();
      } catch (error) {
        if (signal?.aborted) return;
        if (!(error instanceof CallError && error.retryable)) throw error;
        quietly(() => onError?.({ error }));
        break;
      }
      if (part.done) break;
      for (const [index, notification] of part.value.entries()) {
        if (signal?.aborted) return;
        const isWanted = !reasons || reasons.includes(notification.reason);
        if (isWanted) yield notification;
        position.add(notification);
        // What nobody wanted is as well found again.
        if (!isWanted && index < part.value.length - 1) continue;
        position.trim(overlap);
        await cursor?.save(position.encode());
      }
    }
  }
}

/** @throws {InvalidOptionError} */
function check({ every, overlap, start, cursor, signal }: StreamOptions): void {
  checkSignal(signal);
  for (const [option, ms] of Object.entries({ every, overlap })) {
    if (ms === undefined || (typeof ms === "number" && ms >= 0)) continue;
    throw invalidOption(option, `Expected milliseconds as \`${option}\`.`);
  }
  if (Number.isNaN(toFloor(start))) {
    throw invalidOption("start", 'Expected "now", "unread", a Date or a datetime as `start`.');
  }
  if (cursor && !(typeof cursor.load === "function" && typeof cursor.save === "function")) {
    throw invalidOption("cursor", "Expected what can `load` and `save` as `cursor`, such as `fileCursor(path)`.");
  }
}

/** The moment to begin at, in milliseconds; undefined where a server has to be asked. */
function toFloor(start: StreamOptions["start"]): number | undefined {
  if (start === undefined || start === "now" || start === "unread") return undefined;
  if (start instanceof Date) return start.getTime();
  return isDatetime(start) ? Date.parse(start) : Number.NaN;
}

/**
 * Where the stream begins. It is saved at once: what comes from here on is found, whenever the program is ended.
 *
 * @throws {InvalidOptionError}
 * @throws {CallError}
 */
async function begin(
  client: ClientLike,
  given: Pick<StreamOptions, "cursor" | "start"> & { readonly options: CallOptions },
): Promise<Position> {
  const { cursor, start, options } = given;
  const saved = await cursor?.load();
  const known = callerOf(client).did;
  if (saved !== undefined && known !== undefined) return Position.decode(known, saved);
  // Before the first call, a session may not know whose it is.
  const { notifications, cursor: next, seenAt } = await listNotifications(client, { limit: 100 }, options);
  const did = callerOf(client).did ?? "";
  if (saved !== undefined) return Position.decode(did, saved);
  let position = new Position(did, toFloor(start) ?? 0);
  if (start === "unread") {
    // Seen is what is older.
    if (seenAt !== undefined) position = new Position(did, Date.parse(seenAt));
  } else if (toFloor(start) === undefined) {
    // Of the oldest time on the page there may be more below. Where there is no page below, nothing is too old to come.
    const lowest = lowestOf(notifications, next) ?? Date.now();
    position = new Position(did, next ? lowest + 1 : 0);
    for (const notification of notifications) position.add(notification);
  }
  await cursor?.save(position.encode());
  return position;
}
