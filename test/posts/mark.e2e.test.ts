import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { Like } from "bluesky/app/bsky/feed";
import { applyWrites, buildWrite } from "bluesky/records";
import { readCollection, readRepo } from "./readRepo.ts";
import { type People, startPeople } from "./startPeople.ts";
import { until } from "./until.ts";

let people: People;
before(async () => {
  people = await startPeople();
});
after(() => people?.net.close());

/** What the official library says of a post to Bob. */
async function viewOf(uri: string) {
  const { data } = await people.bob.agent.getPosts({ uris: [uri] });
  const [view] = data.posts;
  assert.ok(view, uri);
  return view;
}

describe("like and repost", { timeout: 120_000 }, () => {
  it("are done once, by whatever names the post, and undone by the post", async () => {
    const { net, alice, bob } = people;
    for (const [add, remove, name, collection] of [
      [bob.bsky.like, bob.bsky.unlike, "like", "app.bsky.feed.like"],
      [bob.bsky.repost, bob.bsky.unrepost, "repost", "app.bsky.feed.repost"],
    ] as const) {
      const posted = await alice.bsky.post(`to ${name}`);
      const first = await add(posted);
      assert.deepEqual(await add(posted.uri), { uri: first.uri, done: false });
      await net.settled();
      const view = await viewOf(posted.uri);
      assert.equal(view.viewer?.[name], first.uri);
      assert.equal(view[`${name}Count`], 1);
      for (const ref of [view, posted.url, `at://alice.test/app.bsky.feed.post/${posted.rkey}`, { uri: posted.uri }]) {
        assert.deepEqual(await add(ref), { uri: first.uri, done: false });
      }
      const records = await readCollection(net, bob.did, collection);
      assert.deepEqual(
        records.map(({ subject }) => subject),
        [{ uri: posted.uri, cid: posted.cid }],
      );
      assert.deepEqual(await remove(view), { uri: first.uri, done: true });
      // The view still says so.
      assert.deepEqual(await remove(view), { uri: posted.uri, done: false });
      assert.deepEqual(await readCollection(net, bob.did, collection), []);
      const second = await add(view);
      assert.ok(second.done);
      // By its own URI.
      assert.deepEqual(await remove(second), { uri: second.uri, done: true });
      assert.deepEqual(await remove(second.uri), { uri: second.uri, done: false });
      await net.settled();
      assert.deepEqual(
        [(await viewOf(posted.uri)).viewer?.[name], (await viewOf(posted.uri))[`${name}Count`]],
        [undefined, 0],
      );
      await assert.rejects(add(`at://${alice.did}/app.bsky.feed.post/3jzfcijpj2z2a`), { code: "post_not_found" });
    }
  });

  it("say by which repost they came", async () => {
    const { net, alice, bob, carol } = people;
    const posted = await alice.bsky.post("widely seen");
    const reposted = await bob.bsky.repost(posted);
    await carol.bsky.like(posted, { via: reposted });
    await carol.bsky.repost(posted, { via: reposted });
    const { cid } = (await readRepo(net, bob.did)).get(reposted.uri.split("/").slice(3).join("/")) ?? {};
    for (const collection of ["app.bsky.feed.like", "app.bsky.feed.repost"]) {
      const [record] = await readCollection(net, carol.did, collection);
      assert.deepEqual(record?.via, { uri: reposted.uri, cid });
    }
    await net.settled();
    const { data } = await bob.agent.listNotifications();
    assert.deepEqual(
      data.notifications
        .map(({ reason }) => reason)
        .filter((reason) => reason.endsWith("via-repost"))
        .sort(),
      ["like-via-repost", "repost-via-repost"],
    );
  });

  it("take off an old one beyond the newest hundred, and all that are there twice", async () => {
    const { net, alice, bob } = people;
    const old = await alice.bsky.post("old");
    const { uri } = await bob.bsky.like(old);
    const posts = await alice.bsky.thread(Array.from({ length: 101 }, (_, i) => `${i}`));
    const subjects = [...posts, posts[100], posts[100]].filter((post) => post !== undefined);
    await applyWrites(
      bob.bsky,
      subjects.map(({ uri, cid }) => buildWrite.create(Like, { subject: { uri, cid } })),
    );
    await net.settled();
    assert.deepEqual(await bob.bsky.like(old), { uri, done: false });
    assert.deepEqual(await bob.bsky.unlike(old.uri), { uri, done: true });
    assert.ok((await bob.bsky.unlike(posts[100] ?? "")).done);
    const left = (await readCollection(net, bob.did, "app.bsky.feed.like")).map(({ subject }) => Object(subject).uri);
    assert.deepEqual(
      left,
      posts.slice(0, 100).map((post) => post.uri),
    );
  });
});

describe("pin", { timeout: 60_000 }, () => {
  it("changes the profile, keeps the rest of it, and is undone by the post", async () => {
    const { net, alice, bob } = people;
    const profile = async () => (await readRepo(net, alice.did)).get("app.bsky.actor.profile/self")?.value;
    const [one, two] = [await alice.bsky.post("one"), await alice.bsky.post("two")];
    assert.equal((await alice.bsky.unpin(one)).done, false);
    assert.ok((await alice.bsky.pin(one.url)).done);
    await alice.agent.upsertProfile((existing) => ({ ...existing, displayName: "Alice" }));
    assert.equal((await alice.bsky.pin(one)).done, false);
    assert.ok((await alice.bsky.pin(two)).done);
    assert.equal((await alice.bsky.unpin(one)).done, false);
    assert.deepEqual(
      [Object(await profile()).pinnedPost, Object(await profile()).displayName],
      [{ uri: two.uri, cid: two.cid }, "Alice"],
    );
    await net.settled();
    assert.equal((await bob.agent.getProfile({ actor: alice.did })).data.pinnedPost?.uri, two.uri);
    // Many at once: none is lost, and the last is one of them.
    const others = await alice.bsky.thread(["a", "b", "c"]);
    await Promise.all(others.map((post) => alice.bsky.pin(post)));
    assert.equal(Object(await profile()).displayName, "Alice");
    const { pinnedPost } = Object(await profile());
    assert.ok(others.some(({ uri }) => uri === pinnedPost.uri));
    assert.ok((await alice.bsky.unpin(pinnedPost)).done);
    assert.deepEqual(Object.keys((await profile()) ?? {}).sort(), ["$type", "displayName"]);
    await assert.rejects(bob.bsky.pin(one), { code: "wrong_repo" });
  });
});

describe("bookmark and muteThread", { timeout: 60_000 }, () => {
  it("keep a post, once", async () => {
    const { net, alice, bob } = people;
    const posted = await alice.bsky.post("to keep");
    await net.settled();
    const kept = async () =>
      (await bob.agent.app.bsky.bookmark.getBookmarks()).data.bookmarks.map(({ subject }) => subject);
    assert.deepEqual(await bob.bsky.bookmark(posted.url), { uri: posted.uri, done: true });
    await Promise.all([bob.bsky.bookmark(posted), bob.bsky.bookmark(posted)]);
    await until(async () => (await kept()).length > 0);
    assert.deepEqual(await kept(), [{ uri: posted.uri, cid: posted.cid }]);
    assert.deepEqual(await bob.bsky.bookmark(posted), { uri: posted.uri, done: false });
    assert.deepEqual(await bob.bsky.unbookmark(posted), { uri: posted.uri, done: true });
    await until(async () => (await kept()).length === 0);
    assert.deepEqual(await bob.bsky.unbookmark(posted), { uri: posted.uri, done: false });
  });

  it("mute the whole thread, by any of its posts", async () => {
    const { net, alice, bob } = people;
    const root = await alice.bsky.post("long talk");
    const inside = await alice.bsky.reply(root, "more");
    await net.settled();
    const muted = async () => (await viewOf(root.uri)).viewer?.threadMuted;
    assert.deepEqual(await bob.bsky.muteThread(inside), { uri: root.uri, done: true });
    await until(async () => (await muted()) === true);
    assert.deepEqual(await bob.bsky.muteThread(root), { uri: root.uri, done: false });
    assert.deepEqual(await bob.bsky.unmuteThread(inside.url), { uri: root.uri, done: true });
    await until(async () => (await muted()) === false);
    assert.deepEqual(await bob.bsky.unmuteThread(root), { uri: root.uri, done: false });
  });
});
