/** What the class promises to the type checker. */
import type { SessionStore } from "../auth/stores/SessionStore.ts";
import { getProfile } from "../lexicons/app/bsky/actor/getProfile.ts";
import { Post } from "../lexicons/app/bsky/feed/post.ts";
import { Bluesky } from "./Bluesky.ts";

export async function login(): Promise<void> {
  const bsky = await Bluesky.login({ identifier: "alice.test", password: "secret" });
  const did: string = bsky.did;
  const saved: string = bsky.session.export();
  const { feed } = await bsky.app.bsky.feed.getTimeline({ limit: 10 }, { timeout: 5_000 });
  const text: unknown = feed[0]?.post.record.text;
  // What is not required may be left out, and with it all that there is.
  await bsky.app.bsky.feed.getTimeline();
  await bsky.com.atproto.server.getSession();
  // @ts-expect-error: `actor` is required
  await bsky.app.bsky.actor.getProfile();
  // @ts-expect-error: no such parameter
  await bsky.app.bsky.feed.getTimeline({ limits: 10 });
  // @ts-expect-error: a number
  await bsky.app.bsky.feed.getTimeline({ limit: "10" });
  // @ts-expect-error: no such operation
  await bsky.app.bsky.feed.getTimelines();
  // @ts-expect-error: it does not page
  bsky.app.bsky.actor.getProfile.pages({ actor: did });
  for await (const item of bsky.app.bsky.feed.getAuthorFeed.items({ actor: did }, { max: 5 })) item.post.uri.length;
  for await (const page of bsky.app.bsky.feed.getAuthorFeed.pages({ actor: did })) page.feed.length;
  const result = await bsky.app.bsky.feed.getPostThread.safe({ uri: "at://a" });
  if (!result.ok) {
    bsky.app.bsky.feed.getPostThread.isError(result.error, "NotFound");
    // @ts-expect-error: no such error
    bsky.app.bsky.feed.getPostThread.isError(result.error, "NotFund");
  } else if (result.data.thread.$type === "app.bsky.feed.defs#threadViewPost") {
    result.data.thread.post.uri.length;
  }
  await bsky.records.create(Post, { text: "hi", createdAt: "2024-01-01T00:00:00Z" });
  await bsky.records.create(Post, { text: "hi" });
  // @ts-expect-error: `text` is required
  await bsky.records.create(Post, {});
  // @ts-expect-error: no such property
  await bsky.records.create(Post, { text: "hi", langz: ["en"] });
  await getProfile(bsky, { actor: did });
  await bsky.with({ timeout: 5 }).app.bsky.feed.getTimeline();
  [saved, text];
}

export function others(): void {
  const none: undefined = Bluesky.public().did;
  const maybe: string | undefined = new Bluesky({ bearer: async () => "token", server: "privileged" }).did;
  // @ts-expect-error: nobody may be logged in
  const sure: string = new Bluesky().did;
  // @ts-expect-error: not every session can be exported
  new Bluesky({ bearer: "token" }).session?.export();
  takes(Bluesky.public());
  [none, maybe, sure];
}

export async function resumed(store: SessionStore): Promise<void> {
  const sure: string = (await Bluesky.resume("...")).session.export();
  const maybe: Bluesky | undefined = await Bluesky.resume({ store, did: "did:web:a.test" });
  // @ts-expect-error: the store may have none
  (await Bluesky.resume({ store, did: "did:web:a.test" })).did;
  [sure, maybe];
}

/** Any `Bluesky` is one. */
function takes(bsky: Bluesky): void {
  bsky.app;
}
