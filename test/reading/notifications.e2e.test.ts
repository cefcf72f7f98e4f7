/** Notifications, beside what the official library says of them. */
import assert from "node:assert/strict";
import { after, before, it } from "node:test";
import { groupNotifications, type NotificationGroup } from "bluesky/actions";
import { Post } from "bluesky/app/bsky/feed";
import type { Notification } from "bluesky/app/bsky/notification/listNotifications";
import { applyWrites, buildWrite } from "bluesky/records";
import { type People, startPeople } from "../posts/startPeople.ts";
import { until } from "../posts/until.ts";

let people: People;
before(async () => {
  people = await startPeople();
});
after(() => people?.net.close());

async function collect(items: AsyncIterable<Notification>): Promise<Notification[]> {
  const all: Notification[] = [];
  for await (const item of items) all.push(item);
  return all;
}

it("lists all of them, also those of the same time at the end of a page", { timeout: 60_000 }, async () => {
  const { net, alice, bob, carol } = people;
  const root = await alice.bsky.post("the root");
  await net.settled(); // Nobody is notified of a reply to a post that the AppView does not know.
  const parent = { uri: root.uri, cid: root.cid };
  // 150 of two times: the official library's pages lose those that do not fit.
  const texts = Array.from({ length: 150 }, (_, i) => `${i}`);
  const createdAt = (i: number): string => new Date(Date.UTC(2026, 0, 1) + Math.floor(i / 75)).toISOString();
  const replies = texts.map((text, i) =>
    buildWrite.create(Post, { text, createdAt: createdAt(i), reply: { root: parent, parent } }),
  );
  const { results } = await applyWrites(bob.bsky, replies);
  for (const person of [bob, carol]) {
    await person.bsky.like(root);
    await person.agent.follow(alice.did);
  }
  await net.settled();
  // Before anything was seen, the server takes all but the newest for seen.
  await alice.bsky.notifications.markSeen({ upTo: "2026-01-01T00:00:00Z" });
  await until(async () => (await alice.agent.listNotifications()).data.notifications.every(({ isRead }) => !isRead));
  const listed = await collect(alice.bsky.notifications.list());
  const uris = (reason: string): string[] => listed.filter((one) => one.reason === reason).map(({ uri }) => uri);
  assert.deepEqual(uris("reply").sort(), results.map((result) => Object(result).uri).sort());
  assert.equal(listed.length, 150 + 2 + 2);
  const { data } = await alice.agent.listNotifications({ limit: 4 });
  assert.deepEqual(
    listed.slice(0, 4).map(({ uri }) => uri),
    data.notifications.map(({ uri }) => uri),
  );
  assert.equal((await collect(alice.bsky.notifications.list({ reasons: ["like"] }))).length, 2);
  assert.equal((await collect(alice.bsky.notifications.list({ max: 120 }))).length, 120);
  const groups = groupNotifications(listed);
  const likes = groups.find(({ reason }: NotificationGroup) => reason === "like");
  assert.deepEqual(likes?.authors.map(({ handle }) => handle).sort(), ["bob.test", "carol.test"]);
  assert.equal(likes?.reasonSubject, root.uri);
  // Replies are not put together, likes and follows are.
  assert.equal(groups.length, 150 + 2);
});

it("counts what was not seen, and marks it as seen", { timeout: 60_000 }, async () => {
  const { alice } = people;
  const unread = async (): Promise<number> => (await alice.agent.countUnreadNotifications()).data.count;
  assert.equal(await alice.bsky.notifications.countUnread(), await unread());
  const [newest, second] = await collect(alice.bsky.notifications.list({ max: 2 }));
  assert.ok(newest && second);
  await alice.bsky.notifications.markSeen({ upTo: second });
  await until(async () => (await unread()) === 1);
  assert.equal(await alice.bsky.notifications.countUnread(), 1);
  const isUnread = await collect(alice.bsky.notifications.list({ until: ({ isRead }) => isRead }));
  assert.deepEqual(
    isUnread.map(({ uri }) => uri),
    [newest.uri],
  );
  await alice.bsky.notifications.markSeen();
  await until(async () => (await unread()) === 0);
  await assert.rejects(alice.bsky.notifications.markSeen({ upTo: "yesterday" }), { option: "upTo" });
});

it("changes of its preferences what is named, and nothing else", { timeout: 60_000 }, async () => {
  const { bob } = people;
  const { notifications } = bob.bsky;
  const read = async () => (await bob.agent.app.bsky.notification.getPreferences()).data.preferences;
  const was = await read();
  assert.deepEqual(await notifications.getPreferences(), was);
  const wanted = { ...was, like: { ...was.like, push: false }, reply: { ...was.reply, include: "follows" } };
  const changed = await notifications.changePreferences({ like: { push: false }, reply: { include: "follows" } });
  assert.deepEqual(changed, wanted);
  await until(async () => (await read()).like.push === false);
  assert.deepEqual(await read(), wanted);
  await assert.rejects(notifications.changePreferences({ likes: { push: true } } as never), { option: "likes" });
  assert.deepEqual(await read(), wanted);
});
