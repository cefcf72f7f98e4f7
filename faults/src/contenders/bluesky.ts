import { Bluesky } from "bluesky";
import { Post } from "bluesky/app/bsky/feed";
import { createMemoryStore } from "bluesky/auth";
import { createClient } from "bluesky/client";
import { get } from "bluesky/records";
import type { Contender, Given } from "./Contender.ts";

/** Makes ours. With the default of 30 s for an attempt the table would take long: it gets 2 s, and 8 s for a call. */
export function blueskyContender(limits: { timeout?: number; deadline?: number }): Contender {
  return {
    hasHooks: true,
    async login(account, { fetch, store, hook, limit }: Given = {}) {
      const memory = createMemoryStore();
      const bsky = await Bluesky.login({
        ...account,
        ...limits,
        ...(limit !== undefined && { deadline: limit }),
        ...(fetch && { fetch }),
        ...(hook && { hooks: { onRequest: hook } }),
        ...(store && {
          store: {
            ...memory,
            swap: async (...of: Parameters<typeof memory.swap>) => {
              await store();
              return memory.swap(...of);
            },
          },
        }),
      });
      return {
        read: async (rkey) => (await bsky.records.get(Post, rkey)).value.text,
        write: (text, more) => bsky.records.create(Post, { text, ...more }),
      };
    },
    async readAsNobody(service, repo, rkey) {
      return (await get(createClient({ service, ...limits }), Post, { repo, rkey })).value.text;
    },
  };
}
