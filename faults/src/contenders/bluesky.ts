import { Bluesky } from "bluesky";
import { Post } from "bluesky/app/bsky/feed";
import type { Contender } from "./Contender.ts";

/** Makes ours. With the default of 30 s for an attempt the table would take long: it gets 2 s, and 8 s for a call. */
export function blueskyContender(limits: { timeout?: number; deadline?: number }): Contender {
  return {
    async login(account) {
      const bsky = await Bluesky.login({ ...account, ...limits });
      return {
        read: async (rkey) => (await bsky.records.get(Post, rkey)).value.text,
        write: (text) => bsky.records.create(Post, { text }),
      };
    },
  };
}
