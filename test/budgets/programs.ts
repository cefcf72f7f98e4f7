/** A program as users write it, whose bundle is measured. */
interface Program {
  readonly title: string;
  readonly source: string;
  /** How many bytes it may take, gzipped. */
  readonly bound: number;
}

/** Everything that they send and receive is validated. */
export const programs: Readonly<Record<"call" | "session" | "post" | "create" | "class", Program>> = {
  call: {
    title: "a client and the timeline",
    bound: 8500,
    source: `
      import { createClient } from "bluesky/client";
      import { getTimeline } from "bluesky/app/bsky/feed";
      export const timeline = (session) => getTimeline(createClient({ session }), { limit: 10 });
    `,
  },
  session: {
    title: "a login with refresh, the timeline, creating a record",
    bound: 10_600,
    source: `
      import { loginTo } from "bluesky/auth";
      import { createClient } from "bluesky/client";
      import { getTimeline } from "bluesky/app/bsky/feed";
      import { createRecord } from "bluesky/com/atproto/repo";
      export async function run(service, identifier, password) {
        const session = await loginTo({ service, identifier, password });
        const client = createClient({ session });
        const record = { $type: "app.bsky.feed.post", text: "Hello", createdAt: new Date().toISOString() };
        await createRecord(client, { repo: session.did, collection: "app.bsky.feed.post", record });
        return getTimeline(client, { limit: 10 });
      }
    `,
  },
  post: {
    title: "the same with the post's schema",
    bound: 11_550,
    source: `
      import { loginTo } from "bluesky/auth";
      import { createClient } from "bluesky/client";
      import { getTimeline, Post } from "bluesky/app/bsky/feed";
      import { createRecord } from "bluesky/com/atproto/repo";
      export async function run(service, identifier, password) {
        const session = await loginTo({ service, identifier, password });
        const client = createClient({ session });
        const record = Post.parse({ $type: "app.bsky.feed.post", text: "Hello", createdAt: new Date().toISOString() });
        await createRecord(client, { repo: session.did, collection: "app.bsky.feed.post", record });
        return getTimeline(client, { limit: 10 });
      }
    `,
  },
  create: {
    title: "the same, posted once whatever happens",
    bound: 12_450,
    source: `
      import { loginTo } from "bluesky/auth";
      import { createClient } from "bluesky/client";
      import { getTimeline, Post } from "bluesky/app/bsky/feed";
      import { create } from "bluesky/records";
      export async function run(service, identifier, password) {
        const client = createClient({ session: await loginTo({ service, identifier, password }) });
        await create(client, Post, { text: "Hello", createdAt: new Date().toISOString() });
        return getTimeline(client, { limit: 10 });
      }
    `,
  },
  class: {
    title: "the class, with every operation",
    bound: 48_000,
    source: `export { Bluesky } from "bluesky";`,
  },
};
