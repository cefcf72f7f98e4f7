import {
  type CursorStore,
  countUnread,
  groupNotifications,
  markSeen,
  readNotifications,
  streamNotifications,
} from "bluesky/actions";
import { accountAt } from "../accountAt.ts";
import type { Cases } from "../Case.ts";
import { fails, same } from "../expect.ts";

export const cases: Cases = {
  "a stream goes on where it was left, with what was in work": async ({ origin }) => {
    const client = accountAt(origin);
    let saved: string | undefined;
    const cursor: CursorStore = {
      load: () => saved,
      save: (text) => {
        saved = text;
      },
    };
    const take = async (count: number): Promise<string[]> => {
      const reasons: string[] = [];
      const stop = new AbortController();
      const errors: unknown[] = [];
      // It would go on after what passes.
      const onError = ({ error }: { error: unknown }): void => {
        errors.push(error);
        stop.abort();
      };
      const options = { cursor, start: "2026-01-01T00:00:00Z", every: 1, onError, signal: stop.signal };
      for await (const { reason } of streamNotifications(client, options)) {
        if (reasons.push(reason) === count) break;
      }
      for (const error of errors) throw error;
      return reasons;
    };
    same(
      [await take(2), await take(2)],
      [
        ["reply", "like"],
        ["like", "like"],
      ],
    );
    saved = "of something else";
    await fails("invalid_option", () => take(1));
  },

  "a stream ends by its signal, while it waits": async ({ origin }) => {
    const stop = new AbortController();
    const end = (): void => void setTimeout(() => stop.abort(), 10);
    const errors: unknown[] = [];
    const onError = ({ error }: { error: unknown }): void => {
      errors.push(error);
      end();
    };
    const options = { signal: stop.signal, every: 100_000, cursor: { load: () => undefined, save: end }, onError };
    for await (const { reason } of streamNotifications(accountAt(origin), options)) {
      throw new Error(`nothing has come, got ${reason}`);
    }
    for (const error of errors) throw error;
  },

  "what says the same is put together, and seen": async ({ origin }) => {
    const client = accountAt(origin);
    const notifications = [];
    for await (const notification of readNotifications(client, { limit: 2 })) notifications.push(notification);
    const [likes, replies, ...others] = groupNotifications(notifications);
    same([likes?.reason, likes?.authors.length, replies?.reason, others.length], ["like", 2, "reply", 0]);
    same(await countUnread(client), 3);
    same(await markSeen(client, { upTo: notifications[1] }), "2026-01-01T00:00:02.001Z");
    same(await countUnread(client), 1);
  },
};
