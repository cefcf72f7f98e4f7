/** Programs as users write them, whose bundles are measured. */
export const programs: Readonly<Record<"call" | "session" | "post" | "create" | "class", string>> = {
  call: `
    import { createClient } from "bluesky/client";
    import { getTimeline } from "bluesky/app/bsky/feed";
    export const timeline = (session) => getTimeline(createClient({ session }), { limit: 10 });
  `,
  session: `
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
  post: `
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
  create: `
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
  class: `export { Bluesky } from "bluesky";`,
};
