/** What the seed puts on the network, as the AppView tells it. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { type Network, type Seed, startNetwork } from "../src/index.ts";

// Answers are read as loosely as a test may: what is wrong in them shows where it is asserted.
type Answer = { readonly [field: string]: Answer } & readonly Answer[];

describe("a seeded network", () => {
  let net: Network;
  let seed: Seed;
  const tokens = new Map<string, string>();

  before(async () => {
    net = await startNetwork({ seed: true });
    assert.ok(net.seed);
    seed = net.seed;
  });
  after(() => net?.close());

  async function tokenOf(name: string): Promise<string> {
    const account = seed.accounts.find((account) => account.name === name);
    const body = JSON.stringify({ identifier: account?.identifier, password: account?.password });
    const headers = { "content-type": "application/json" };
    const url = `${net.services.pds.url}/xrpc/com.atproto.server.createSession`;
    const { accessJwt } = await (await fetch(url, { method: "POST", headers, body })).json();
    return accessJwt;
  }

  async function get(by: string, method: string, params: Record<string, string> = {}): Promise<Answer> {
    const token = tokens.get(by) ?? (await tokenOf(by));
    tokens.set(by, token);
    const url = `${net.services.pds.url}/xrpc/${method}?${new URLSearchParams(params)}`;
    const response = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
    const text = await response.text();
    assert.equal(response.status, 200, `${method}: ${text}`);
    return JSON.parse(text);
  }

  const postOf = async (by: string, uri: string): Promise<Answer> => {
    const { posts } = await get(by, "app.bsky.feed.getPosts", { uris: uri });
    assert.ok(posts?.[0], `no post ${uri}`);
    return posts[0];
  };

  it("has people with profiles, and pictures that the AppView serves", async () => {
    assert.ok(seed.accounts.length >= 12);
    for (const { handle } of seed.accounts) {
      const profile = await get("bob", "app.bsky.actor.getProfile", { actor: handle });
      assert.ok(profile.displayName && profile.description && profile.avatar, handle);
    }
    const alice = await get("bob", "app.bsky.actor.getProfile", { actor: "alice.test" });
    assert.ok(Number(alice.followersCount) >= 12 && Number(alice.postsCount) >= 15);
    assert.ok(alice.pinnedPost);
    for (const url of [alice.avatar, alice.banner]) {
      const image = await fetch(String(url));
      assert.equal(image.status, 200);
      assert.match(String(image.headers.get("content-type")), /^image\//);
      assert.ok((await image.arrayBuffer()).byteLength > 1000);
    }
  });

  it("has a timeline worth reading", async () => {
    const timeline = await get("alice", "app.bsky.feed.getTimeline", { limit: "100" });
    const json = JSON.stringify(timeline);
    assert.ok(timeline.feed && timeline.feed.length >= 65, `${timeline.feed?.length} posts`);
    assert.ok(json.length >= 250_000, `${json.length} bytes`);
    for (const type of [
      "app.bsky.embed.images#view",
      "app.bsky.embed.external#view",
      "app.bsky.embed.record#viewRecord",
      "app.bsky.feed.defs#reasonRepost",
      "app.bsky.richtext.facet#mention",
      "app.bsky.richtext.facet#link",
      "app.bsky.richtext.facet#tag",
    ]) {
      assert.ok(json.includes(`"${type}"`), type);
    }
  });

  it("has a long thread, and its answers belong to it", async () => {
    const { thread } = await get("grace", "app.bsky.feed.getPostThread", { uri: seed.highlights.thread, depth: "12" });
    const depths: number[] = [];
    const walk = (node: Answer | undefined, depth: number): void => {
      if (node?.post === undefined) return;
      depths.push(depth);
      for (const reply of node.replies ?? []) walk(reply, depth + 1);
    };
    walk(thread, 1);
    assert.ok(depths.length >= 40, `${depths.length} posts`);
    assert.equal(Math.max(...depths), 10);
  });

  it("has pictures with words, cards, and every kind of quote", async () => {
    const { pictures, gallery, card, quoteWithPicture, detachedQuote, quoteOfDeleted } = seed.highlights;
    const { embed: images } = await postOf("alice", pictures);
    assert.equal(images?.images?.length, 4);
    for (const { alt, aspectRatio, thumb } of images?.images ?? []) {
      assert.ok(alt && Number(aspectRatio?.width) > 0);
      assert.equal(new URL(String(thumb)).hostname, "localhost");
    }
    assert.equal((await postOf("alice", gallery)).embed?.items?.length, 6);
    assert.ok((await postOf("alice", card)).embed?.external?.thumb);
    const both = (await postOf("alice", quoteWithPicture)).embed;
    assert.equal(both?.$type, "app.bsky.embed.recordWithMedia#view");
    assert.equal(both?.record?.record?.$type, "app.bsky.embed.record#viewRecord");
    const quoted = async (uri: string) => (await postOf("alice", uri)).embed?.record?.$type;
    assert.equal(await quoted(detachedQuote), "app.bsky.embed.record#viewDetached");
    assert.equal(await quoted(quoteOfDeleted), "app.bsky.embed.record#viewNotFound");
  });

  it("has labels, by the labeler and by people themselves", async () => {
    const spammer = await get("erin", "app.bsky.actor.getProfile", { actor: "bestdeals.test" });
    const labels = spammer.labels?.map(({ src, val }) => [src, val]);
    assert.deepEqual(labels, [[net.services.ozone?.did, "spam"]]);
    const post = await postOf("bob", seed.highlights.labelledPost);
    assert.deepEqual(
      post.labels?.map(({ val }) => val),
      ["sensitive"],
    );
    const bot = await get("erin", "app.bsky.actor.getProfile", { actor: "weatherbot.test" });
    assert.ok(bot.labels?.some(({ src, val }) => src === bot.did && String(val) === "bot"));
  });

  it("has lists, a starter pack and a feed that answers", async () => {
    const { list, moderationList, starterPack, feed } = seed.highlights;
    const garden = await get("bob", "app.bsky.graph.getList", { list });
    assert.equal(garden.list?.purpose, "app.bsky.graph.defs#curatelist");
    assert.equal(garden.items?.length, 7);
    const spam = await get("dan", "app.bsky.graph.getList", { list: moderationList });
    assert.equal(spam.list?.purpose, "app.bsky.graph.defs#modlist");
    assert.ok(spam.list?.viewer?.blocked, "dan blocks it");
    const pack = await get("bob", "app.bsky.graph.getStarterPack", { starterPack });
    assert.equal(pack.starterPack?.feeds?.length, 2);
    const generator = await get("bob", "app.bsky.feed.getFeedGenerator", { feed });
    assert.ok(generator.isOnline && generator.view?.displayName);
    const first = await get("bob", "app.bsky.feed.getFeed", { feed, limit: "3" });
    assert.equal(first.feed?.length, 3);
    const second = await get("bob", "app.bsky.feed.getFeed", { feed, limit: "3", cursor: String(first.cursor) });
    const uris = [first, second].flatMap((page) => page.feed?.map(({ post }) => post?.uri) ?? []);
    assert.equal(new Set(uris).size, 6);
  });

  it("has notifications of many kinds, read and unread", async () => {
    const { notifications = [] } = await get("alice", "app.bsky.notification.listNotifications", { limit: "100" });
    assert.ok(notifications.length >= 50, `${notifications.length}`);
    const reasons = new Set(notifications.map(({ reason }) => String(reason)));
    for (const reason of ["like", "repost", "reply", "follow", "mention", "quote"]) {
      assert.ok(reasons.has(reason), reason);
    }
    assert.equal(new Set(notifications.map(({ isRead }) => isRead)).size, 2);
  });

  it("has blocks, mutes and gates", async () => {
    const { blocks } = await get("alice", "app.bsky.graph.getBlocks");
    assert.deepEqual(
      blocks?.map(({ handle }) => handle),
      ["bestdeals.test"],
    );
    const { mutes } = await get("bob", "app.bsky.graph.getMutes");
    assert.equal(mutes?.length, 1);
    const { lists } = await get("alice", "app.bsky.graph.getListMutes");
    assert.equal(lists?.length, 1);
    const { feed = [] } = await get("erin", "app.bsky.feed.getAuthorFeed", { actor: "weatherbot.test" });
    assert.ok(feed.some(({ post }) => post?.viewer?.replyDisabled));
    const { bookmarks } = await get("alice", "app.bsky.bookmark.getBookmarks");
    assert.equal(bookmarks?.length, 3);
  });
});
