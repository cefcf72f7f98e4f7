import { Post } from "bluesky/app/bsky/feed";
import type { Client } from "bluesky/client";
import { applyWrites, buildWrite, create, deleteRecord, get, list, put, update } from "bluesky/records";
import { accountAt } from "../accountAt.ts";
import type { Cases } from "../Case.ts";
import { fails, same } from "../expect.ts";

const clientAt = (origin: string, fetch?: typeof globalThis.fetch): Client =>
  accountAt(origin, { fetch, retry: { baseDelay: 1 } });

export const cases: Cases = {
  "a record is written, read, changed and deleted": async ({ origin }) => {
    const client = clientAt(origin);
    const { uri, rkey } = await create(client, Post, { text: "hi" });
    same((await get(client, Post, uri)).value.text, "hi");
    await put(client, Post, rkey, { $type: "app.bsky.feed.post", text: "ho", createdAt: "2026-01-31T12:00:00.000Z" });
    const { value } = await update(client, Post, rkey, (post) => ({ ...post, text: `${post.text}!` }));
    same(value?.text, "ho!");
    await deleteRecord(client, Post, rkey);
    await fails("xrpc_error", () => get(client, Post, rkey));
  },

  "records are listed": async ({ origin }) => {
    const client = clientAt(origin);
    for (const text of ["a", "b", "c"]) await create(client, Post, { text });
    const texts: string[] = [];
    for await (const { value } of list.items(client, Post, { limit: 2, max: 3 })) texts.push(value.text);
    same(texts, ["c", "b", "a"]);
  },

  "several are written at once": async ({ origin }) => {
    const writes = ["a", "b"].map((text) => buildWrite.create(Post, { text }));
    same((await applyWrites(clientAt(origin), writes)).results.length, 2);
  },

  "a write whose answer is lost is looked for": async ({ origin }) => {
    let lost = 0;
    const client = clientAt(origin, async (input, init) => {
      const response = await fetch(input, init);
      if (!`${input}`.includes("createRecord") || lost++ > 0) return response;
      await response.arrayBuffer();
      throw new TypeError("connection lost");
    });
    const { uri } = await create(client, Post, { text: "once" });
    same([(await get(client, Post, uri)).value.text, lost], ["once", 1]);
  },

  "what breaks its lexicon is not sent": async ({ origin }) => {
    await fails("validation_failed", () => create(clientAt(origin), Post, { text: "a".repeat(4000) }));
  },
};
