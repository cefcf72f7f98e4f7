/** What is read, beside what the official library reads. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { AppBskyFeedDefs } from "@atproto/api";
import { type FeedItem, postOf, quotedOf, type TypedPost, viewerOf } from "bluesky/actions";
import { Post } from "bluesky/app/bsky/feed";
import { List, Listitem } from "bluesky/app/bsky/graph";
import { applyWrites, buildWrite } from "bluesky/records";
import { type People, startPeople } from "../posts/startPeople.ts";

let people: People;
const texts = Array.from({ length: 130 }, (_, i) => `number ${i}`);

before(async () => {
  people = await startPeople();
  const { net, alice, bob, carol } = people;
  const at = Date.now() - texts.length * 1000;
  await applyWrites(
    alice.bsky,
    texts.map((text, i) =>
      buildWrite.create(Post, { text, createdAt: new Date(at + i * 1000).toISOString(), langs: ["en"] }),
    ),
  );
  await bob.agent.follow(alice.did);
  await carol.bsky.post("hello from carol");
  await net.settled();
});
after(() => people?.net.close());

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

/** A feed as the official library pages through it. */
async function readAll(
  read: (page: {
    cursor?: string;
  }) => Promise<{ data: { feed: AppBskyFeedDefs.FeedViewPost[]; cursor?: string | undefined } }>,
): Promise<string[]> {
  const uris: string[] = [];
  let cursor: string | undefined;
  do {
    const { data } = await read(cursor ? { cursor } : {});
    uris.push(...data.feed.map(({ post }) => post.uri));
    cursor = data.cursor;
  } while (cursor);
  return uris;
}

const urisOf = (items: readonly FeedItem[]): string[] => items.map(({ post }) => post.uri);

describe("feeds", { timeout: 60_000 }, () => {
  it("are those that the official library reads, over all pages", async () => {
    const { alice, bob } = people;
    const theirs = await readAll((page) => bob.agent.getTimeline({ ...page }));
    assert.ok(theirs.length >= texts.length);
    assert.deepEqual(urisOf(await collect(bob.bsky.timeline())), theirs);
    assert.deepEqual(urisOf(await collect(bob.bsky.timeline({ limit: 40, prefetch: false }))), theirs);
    const author = await readAll((page) => bob.agent.getAuthorFeed({ actor: alice.did, ...page }));
    for (const ref of [alice.did, "@alice.test", "https://bsky.app/profile/alice.test", { did: alice.did }]) {
      assert.deepEqual(urisOf(await collect(bob.bsky.authorFeed(ref, { max: 5 }))), author.slice(0, 5));
    }
  });

  it("end after `max`, or before what `until` says", async () => {
    const { bob } = people;
    const all = await collect(bob.bsky.timeline());
    const [third] = all.slice(2);
    assert.ok(third);
    assert.equal((await collect(bob.bsky.timeline({ max: 0 }))).length, 0);
    assert.equal((await collect(bob.bsky.timeline({ max: 101 }))).length, 101);
    assert.deepEqual(await collect(bob.bsky.timeline({ until: third.post.uri })), all.slice(0, 2));
    assert.deepEqual(
      await collect(bob.bsky.timeline({ until: (item) => item.post.uri === third.post.uri })),
      all.slice(0, 2),
    );
    const moment = new Date(Date.parse(third.post.indexedAt));
    const newer = all.slice(
      0,
      all.findIndex(({ post }) => Date.parse(post.indexedAt) < moment.getTime()),
    );
    assert.deepEqual(await collect(bob.bsky.timeline({ until: moment })), newer);
    assert.deepEqual(await collect(bob.bsky.timeline({ until: third.post.indexedAt })), newer);
    await assert.rejects(collect(bob.bsky.timeline({ until: "yesterday" })), { code: "invalid_option" });
    await assert.rejects(collect(bob.bsky.timeline({ max: Number.NaN })), { code: "invalid_option" });
  });

  it("have records with their type, and are plain data", async () => {
    const { bob } = people;
    const [item] = await collect(bob.bsky.timeline({ max: 1 }));
    assert.ok(item?.post.record?.text);
    assert.deepEqual(structuredClone(item), item);
    const { data } = await bob.agent.getPosts({ uris: [item.post.uri] });
    const [view] = data.posts;
    assert.ok(view);
    assert.deepEqual(postOf(view), item.post.record);
    assert.equal(postOf({ ...view, record: { $type: "app.bsky.feed.post", text: 5 } }), undefined);
    assert.equal(postOf(undefined), undefined);
  });

  it("can be filtered by what an author posts", async () => {
    const { net, carol, bob } = people;
    const [own] = await collect(carol.bsky.authorFeed(carol.did, { max: 1 }));
    assert.ok(own);
    await carol.bsky.reply(own.post, "to myself");
    const [other] = await collect(bob.bsky.authorFeed("alice.test", { max: 1 }));
    assert.ok(other);
    await carol.bsky.reply(other.post, "to alice");
    await carol.bsky.pin(own.post);
    await net.settled();
    for (const [filter, official] of [
      ["all", "posts_with_replies"],
      ["posts", "posts_no_replies"],
      ["threads", "posts_and_author_threads"],
      ["media", "posts_with_media"],
    ] as const) {
      const theirs = await readAll((page) => bob.agent.getAuthorFeed({ actor: carol.did, filter: official, ...page }));
      assert.deepEqual(urisOf(await collect(bob.bsky.authorFeed(carol.did, { filter }))), theirs, filter);
    }
    const pinned = await collect(
      bob.bsky.authorFeed(carol.did, { includePins: true, until: new Date(Date.now() - 1) }),
    );
    assert.deepEqual([urisOf(pinned)[0], pinned[0]?.reason?.$type], [own.post.uri, "app.bsky.feed.defs#reasonPin"]);
  });

  it("of lists are those of their members", async () => {
    const { net, alice, bob, carol } = people;
    const { uri } = await bob.bsky.records.create(List, { name: "friends", purpose: "app.bsky.graph.defs#curatelist" });
    await bob.bsky.records.create(Listitem, { subject: carol.did, list: uri });
    await net.settled();
    const theirs = await readAll((page) => bob.agent.app.bsky.feed.getListFeed({ list: uri, ...page }));
    assert.ok(theirs.length > 1);
    const url = uri.replace("at://", "https://bsky.app/profile/").replace("app.bsky.graph.list", "lists");
    assert.deepEqual(urisOf(await collect(alice.bsky.listFeed(uri))), theirs);
    assert.deepEqual(urisOf(await collect(alice.bsky.listFeed(url))), theirs);
  });

  it("tell what somebody likes, also somebody else", async () => {
    const { net, alice, bob, carol } = people;
    const liked = (await collect(bob.bsky.timeline({ max: 60 }))).reverse();
    for (const { post } of liked) await bob.agent.like(post.uri, post.cid);
    const gone = await alice.bsky.post("soon gone");
    await bob.bsky.like(gone);
    await net.settled();
    await alice.bsky.deletePost(gone);
    await net.settled();
    const theirs = await readAll((page) => bob.agent.getActorLikes({ actor: bob.did, ...page }));
    for (const reader of [bob, carol]) {
      const likes = await collect(reader.bsky.likesOf("bob.test"));
      assert.deepEqual(
        likes.map(({ subject, post }) => [subject, post !== undefined]),
        [[gone.uri, false], ...theirs.map((uri) => [uri, true])],
      );
      assert.equal(likes[1]?.post?.record?.text, liked.at(-1)?.post.record?.text);
    }
    assert.equal((await collect(carol.bsky.likesOf(bob, { max: 3 }))).length, 3);
  });
});

describe("getThread", { timeout: 60_000 }, () => {
  it("is the tree that the official library reads, with what was left out counted", async () => {
    const { net, alice, bob, carol } = people;
    const root = await alice.bsky.post("the root");
    const one = await bob.bsky.reply(root, "one");
    const two = await carol.bsky.reply(root, "two");
    const below = await alice.bsky.reply(one, "below one");
    const deep = await bob.bsky.reply(below, "deep");
    await carol.bsky.reply(deep, "deeper");
    await net.settled();
    const thread = await alice.bsky.getThread(root, { depth: 2 });
    const { data } = await alice.agent.getPostThread({ uri: root.uri, depth: 2 });
    const theirs: [string, number][] = [];
    const walk = (node: unknown, depth: number): void => {
      const { post, replies = [] } = Object(node);
      theirs.push([post.uri, depth]);
      for (const reply of replies) walk(reply, depth + 1);
    };
    walk(data.thread, 0);
    assert.deepEqual(
      [...thread].map(({ uri, depth }) => [uri, depth]),
      theirs,
    );
    assert.deepEqual([...thread].map(({ post, leftOut }) => [post.record?.text, leftOut]).sort(), [
      ["below one", 1],
      ["one", 0],
      ["the root", 0],
      ["two", 0],
    ]);
    assert.equal(thread.leftOut, 1);
    const inner = await alice.bsky.getThread(deep.url, { parents: 2 });
    assert.deepEqual(
      inner.parents.map(({ uri, depth }) => [uri, depth]),
      [
        [one.uri, -2],
        [below.uri, -1],
      ],
    );
    assert.deepEqual(
      [...inner].map(({ depth, post }) => [depth, post.record?.text]),
      [
        [0, "deep"],
        [1, "deeper"],
      ],
    );
    const copy = structuredClone(inner);
    assert.deepEqual([copy.start, copy.parents], [inner.start, inner.parents]);
    await assert.rejects(alice.bsky.getThread(`at://${alice.did}/app.bsky.feed.post/3jzfcijpj2z2a`), {
      code: "post_not_found",
    });
    assert.ok(two.uri);
  });

  it("tells deleted, blocked and detached apart", async () => {
    const { net, alice, bob, carol } = people;
    const root = await alice.bsky.post("soon deleted");
    const middle = await bob.bsky.reply(root, "stays");
    await alice.bsky.deletePost(root);
    const blockedRoot = await alice.bsky.post("by one who blocks carol");
    const reply = await bob.bsky.reply(blockedRoot, "in between");
    await alice.agent.app.bsky.graph.block.create(
      { repo: alice.did },
      { subject: carol.did, createdAt: new Date().toISOString() },
    );
    const quote = await bob.bsky.quote(middle, "about myself");
    const detached = await carol.bsky.quote(middle, "about bob");
    const lost = await bob.bsky.post("quoted, then deleted");
    const quoteOfLost = await bob.bsky.quote(lost, "about what is lost");
    const quoteOfBlocked = await bob.bsky.quote(blockedRoot, "about alice");
    await bob.bsky.deletePost(lost);
    await bob.bsky.detachQuote(detached);
    await net.settled();
    assert.deepEqual((await bob.bsky.getThread(middle)).parents, [{ state: "deleted", uri: root.uri, depth: -1 }]);
    const seen = await carol.bsky.getThread(reply);
    assert.deepEqual(seen.parents, [{ state: "blocked", uri: blockedRoot.uri, depth: -1 }]);
    const start = await carol.bsky.getThread(blockedRoot);
    assert.deepEqual([start.start.state, [...start]], ["blocked", []]);
    const { data } = await carol.agent.getPosts({
      uris: [quote.uri, detached.uri, quoteOfLost.uri, quoteOfBlocked.uri],
    });
    const states = new Map(data.posts.map((view) => [view.uri, quotedOf(view as never)]));
    assert.deepEqual(
      [quote, detached, quoteOfLost, quoteOfBlocked].map(({ uri }) => {
        const { state, uri: quoted } = states.get(uri) ?? {};
        return [state, quoted];
      }),
      [
        ["there", middle.uri],
        ["detached", middle.uri],
        ["deleted", lost.uri],
        ["blocked", blockedRoot.uri],
      ],
    );
    assert.equal(quotedOf({}), undefined);
    await alice.agent.app.bsky.graph.block.list({ repo: alice.did }).then(async ({ records }) => {
      for (const { uri } of records) {
        await alice.agent.app.bsky.graph.block.delete({ repo: alice.did, rkey: uri.split("/").at(-1) ?? "" });
      }
    });
  });
});

describe("viewerOf", { timeout: 60_000 }, () => {
  it("says what a post is to the account", async () => {
    const { net, alice, bob } = people;
    const plain = await alice.bsky.post("plain");
    const closed = await alice.bsky.post("closed", { whoCanReply: "nobody", whoCanQuote: "nobody" });
    await net.settled();
    const look = async (uri: string) => {
      const { data } = await bob.agent.getPosts({ uris: [uri] });
      return viewerOf(data.posts[0] as unknown as TypedPost, bob.bsky);
    };
    const nothing = {
      ...{ isOwn: false, isLiked: false, isReposted: false, isBookmarked: false, isFollowing: true, isMuted: false },
      ...{ isThreadMuted: false, isBlocking: false, isBlockedBy: false, mayReply: true, mayQuote: true },
    };
    assert.deepEqual(await look(plain.uri), nothing);
    assert.deepEqual(await look(closed.uri), { ...nothing, mayReply: false, mayQuote: false });
    await bob.bsky.like(plain);
    await bob.bsky.repost(plain);
    await bob.agent.mute(alice.did);
    await net.settled();
    while (!(await look(plain.uri)).isMuted);
    assert.deepEqual(await look(plain.uri), { ...nothing, isLiked: true, isReposted: true, isMuted: true });
    await bob.agent.unmute(alice.did);
    const { data } = await alice.agent.getPosts({ uris: [closed.uri] });
    const own = viewerOf(data.posts[0] as unknown as TypedPost, alice.bsky);
    assert.deepEqual([own.isOwn, own.mayReply, own.mayQuote], [true, true, true]);
    assert.deepEqual(viewerOf({ uri: plain.uri }).mayReply, undefined);
  });
});

describe("searches", { timeout: 60_000 }, () => {
  it("find posts by words and author, by whatever names the author, over pages", async () => {
    const { alice, bob } = people;
    for (const from of [alice, "alice.test", alice.did, "https://bsky.app/profile/alice.test"]) {
      const found = await collect(bob.bsky.searchPosts({ text: "number", from }));
      assert.deepEqual(
        found.map(({ record }) => record?.text),
        [...texts].reverse(),
      );
    }
    assert.deepEqual(await collect(bob.bsky.searchPosts({ text: "number", from: "carol.test" })), []);
    const { data } = await bob.agent.app.bsky.feed.searchPosts({ q: "number 12" });
    assert.deepEqual(
      (await collect(bob.bsky.searchPosts("number 12"))).map(({ uri }) => uri),
      data.posts.map(({ uri }) => uri),
    );
    await assert.rejects(collect(bob.bsky.searchPosts({ text: " " })), { code: "invalid_option", option: "query" });
    await assert.rejects(collect(bob.bsky.searchPosts({ from: "no one" })), { code: "invalid_option", option: "from" });
  });

  it("find people, and what the server suggests", async () => {
    const { alice, bob } = people;
    assert.deepEqual(
      (await collect(bob.bsky.searchActors("alice"))).map(({ did }) => did),
      [alice.did],
    );
    const { data } = await bob.agent.getSuggestions();
    assert.deepEqual(
      (await collect(bob.bsky.suggestActors())).map(({ did }) => did),
      data.actors.map(({ did }) => did),
    );
    const feeds = await bob.agent.app.bsky.feed.getSuggestedFeeds();
    assert.equal((await collect(bob.bsky.suggestFeeds())).length, feeds.data.feeds.length);
  });
});
