import { getThread, searchPosts, timeline } from "bluesky/actions";
import { accountAt } from "../accountAt.ts";
import type { Cases } from "../Case.ts";
import { fails, same } from "../expect.ts";

export const cases: Cases = {
  "a feed is read over its pages, as far as is wanted": async ({ origin }) => {
    const client = accountAt(origin);
    const read = async (options: Parameters<typeof timeline>[1]): Promise<unknown[]> => {
      const texts: unknown[] = [];
      for await (const { post } of timeline(client, { limit: 2, ...options })) texts.push(post.record?.text);
      return texts;
    };
    same(await read({}), ["4", "3", "2", "1", "0"]);
    same(await read({ max: 3 }), ["4", "3", "2"]);
    same(await read({ until: new Date("2026-01-01T00:00:02Z"), prefetch: false }), ["4", "3", "2"]);
    await fails("invalid_option", () => read({ until: "yesterday" }));
  },

  "a thread is a tree, which says what is missing": async ({ origin }) => {
    const client = accountAt(origin);
    const thread = await getThread(client, "https://bsky.app/profile/alice.test/post/1");
    same(
      [...thread].map(({ post, depth, leftOut }) => [post.record?.text, depth, leftOut]),
      [
        ["1", 0, 1],
        ["2", 1, 0],
      ],
    );
    same(
      thread.parents.map(({ state }) => state),
      ["deleted"],
    );
    await fails("post_not_found", () => getThread(client, "https://bsky.app/profile/alice.test/post/9"));
  },

  "a search is made of what is looked for": async ({ origin }) => {
    const query = { text: "open", from: "@alice.test", tag: "#atproto", since: new Date("2026-01-01T00:00:00Z") };
    const found: unknown[] = [];
    for await (const { record } of searchPosts(accountAt(origin), query)) found.push(record?.text);
    same(found, ["open from:alice.test, author=alice.test, tag=atproto, since=2026-01-01T00:00:00.000Z"]);
  },
};
