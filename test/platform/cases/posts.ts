import { deletePost, like, pin, post, thread, unlike } from "bluesky/actions";
import { Post, Threadgate } from "bluesky/app/bsky/feed";
import type { Client } from "bluesky/client";
import { get } from "bluesky/records";
import { accountAt } from "../accountAt.ts";
import type { Cases } from "../Case.ts";
import { fails, same } from "../expect.ts";

const clientAt = (origin: string): Client => accountAt(origin, { retry: { baseDelay: 1 } });

export const cases: Cases = {
  "a post and its gate are written, and deleted": async ({ origin }) => {
    const client = clientAt(origin);
    const posted = await post(client, "Hello #atproto", { whoCanReply: "nobody" });
    same((await get(client, Post, posted.uri)).value.facets?.length, 1);
    same((await get(client, Threadgate, posted.rkey)).value.allow, []);
    same((await deletePost(client, posted)).done, true);
    await fails("xrpc_error", () => get(client, Threadgate, posted.rkey));
  },

  "a long text is a thread, whose parts refer to each other": async ({ origin }) => {
    const client = clientAt(origin);
    const posts = await thread(client, "A sentence, and another one. ".repeat(30), { number: true });
    const [first, second] = posts;
    same(second?.value.reply?.parent, { uri: first?.uri, cid: first?.cid });
    same((await get(client, Post, posts.at(-1)?.rkey ?? "")).value.text, posts.at(-1)?.value.text);
  },

  "what is done twice is done once, and undone": async ({ origin }) => {
    const client = clientAt(origin);
    const posted = await post(client, "to like");
    const { uri } = await like(client, posted);
    same(await like(client, posted), { uri, done: false });
    same(await unlike(client, posted), { uri, done: true });
    same([(await pin(client, posted)).done, (await pin(client, posted)).done], [true, false]);
  },
};
