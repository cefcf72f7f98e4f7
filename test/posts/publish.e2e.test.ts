import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { AppBskyFeedPost } from "@atproto/api";
import { deletePost, PostError, post, quote, reply, thread } from "bluesky/actions";
import { Post } from "bluesky/app/bsky/feed";
import { createClient } from "bluesky/client";
import { cidForRecord } from "bluesky/data";
import { nextTid } from "bluesky/syntax";
import { readCollection, readRepo } from "./readRepo.ts";
import { type People, type Person, startPeople } from "./startPeople.ts";

let people: People;
before(async () => {
  people = await startPeople();
});
after(() => people?.net.close());

const failsWith = (code: string) => (error: unknown) => error instanceof PostError && error.code === code;

/** A post as the official library gives it to Bob. */
const view = (uri: string) => viewAs(people.bob, uri);

async function viewAs({ agent }: Person, uri: string) {
  const { data } = await agent.getPosts({ uris: [uri] });
  const [found] = data.posts;
  assert.ok(found, uri);
  assert.ok(AppBskyFeedPost.validateRecord(found.record).success, uri);
  return found as typeof found & { record: AppBskyFeedPost.Record };
}

describe("post", { timeout: 120_000 }, () => {
  it("writes text, facets, languages, labels, tags and both gates in one commit", async () => {
    const { net, alice, bob } = people;
    const sent: string[] = [];
    const onRequest = ({ nsid, method }: { nsid: string; method: string }): void => {
      if (method === "POST") sent.push(nsid);
    };
    const client = alice.bsky.with({ hooks: { onRequest } });
    const posted = await post(client, "Hello @bob.test and @nobody.test, see https://example.com #atproto", {
      langs: ["en", "de"],
      labels: ["nudity"],
      tags: ["hidden"],
      whoCanReply: ["mentioned", "following"],
      whoCanQuote: "nobody",
    });
    const repo = await readRepo(net, alice.did);
    const { cid, value } = repo.get(`app.bsky.feed.post/${posted.rkey}`) ?? {};
    assert.equal(cid, posted.cid);
    assert.deepEqual(value?.langs, ["en", "de"]);
    assert.deepEqual(value?.labels, { $type: "com.atproto.label.defs#selfLabels", values: [{ val: "nudity" }] });
    assert.deepEqual(value?.tags, ["hidden"]);
    const { createdAt } = value as { createdAt: string };
    assert.ok(Math.abs(Date.now() - Date.parse(createdAt)) < 60_000);
    assert.deepEqual(repo.get(`app.bsky.feed.threadgate/${posted.rkey}`)?.value, {
      $type: "app.bsky.feed.threadgate",
      post: posted.uri,
      allow: [{ $type: "app.bsky.feed.threadgate#mentionRule" }, { $type: "app.bsky.feed.threadgate#followingRule" }],
      createdAt,
    });
    assert.deepEqual(repo.get(`app.bsky.feed.postgate/${posted.rkey}`)?.value, {
      $type: "app.bsky.feed.postgate",
      post: posted.uri,
      embeddingRules: [{ $type: "app.bsky.feed.postgate#disableRule" }],
      createdAt,
    });
    assert.deepEqual(posted.unresolved, ["nobody.test"]);
    assert.equal(posted.url, `https://bsky.app/profile/${alice.did}/post/${posted.rkey}`);
    assert.equal(repo.size, 3);
    assert.deepEqual(sent, ["com.atproto.repo.applyWrites"]);
    await net.settled();
    const { record, threadgate, viewer } = await view(posted.uri);
    assert.equal(record.text, "Hello @bob.test and @nobody.test, see example.com #atproto");
    assert.deepEqual(
      record.facets?.map(({ features }) => features[0]),
      [
        { $type: "app.bsky.richtext.facet#mention", did: bob.did },
        { $type: "app.bsky.richtext.facet#link", uri: "https://example.com" },
        { $type: "app.bsky.richtext.facet#tag", tag: "atproto" },
      ],
    );
    assert.equal(threadgate?.record?.post, posted.uri);
    // Bob is mentioned.
    assert.deepEqual([viewer?.replyDisabled, viewer?.embeddingDisabled], [false, true]);
  });

  it("shows what it would write, and writes nothing", async () => {
    const { net, carol } = people;
    const dry = await carol.bsky.post("Careful", { dryRun: true, whoCanReply: "nobody", whoCanQuote: "nobody" });
    assert.deepEqual([dry.value.text, dry.threadgate?.allow, dry.done], ["Careful", [], false]);
    assert.equal(dry.postgate?.post, dry.uri);
    // What makes CIDs is not part of a single post.
    assert.equal(dry.cid, "");
    assert.equal((await readRepo(net, carol.did)).size, 0);
  });

  it("takes a link card, a raw embed, and both beside a quote", async () => {
    const { net, alice } = people;
    const quoted = await alice.bsky.post("to be quoted");
    const { data } = await alice.agent.uploadBlob(new Uint8Array([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]), {
      encoding: "image/png",
    });
    const blob = JSON.parse(JSON.stringify(data.blob));
    const card = { uri: "https://example.com/a", title: "A page", description: "Of text", thumb: blob };
    const images = { $type: "app.bsky.embed.images" as const, images: [{ image: blob, alt: "Nothing" }] };
    const withCard = await alice.bsky.post("", { card });
    const withBoth = await alice.bsky.quote(quoted, "with a card", { card: { uri: card.uri, title: card.title } });
    const withImages = await alice.bsky.quote(quoted.url, "with images", { embed: images });
    await net.settled();
    const embeds = await Promise.all(
      [withCard, withBoth, withImages].map(async ({ uri }) => JSON.parse(JSON.stringify((await view(uri)).embed))),
    );
    assert.deepEqual(
      embeds.map(({ $type, external, record, media }) => [
        $type,
        external?.title ?? media?.external?.title,
        record?.record?.uri,
        media?.images?.[0].alt,
      ]),
      [
        ["app.bsky.embed.external#view", "A page", undefined, undefined],
        ["app.bsky.embed.recordWithMedia#view", "A page", quoted.uri, undefined],
        ["app.bsky.embed.recordWithMedia#view", undefined, quoted.uri, "Nothing"],
      ],
    );
    assert.match(embeds[0].external.thumb, /^http/);
    for (const wrong of [
      { card, embed: images },
      { quote: quoted, embed: { $type: "app.bsky.embed.record" as const, record: quoted } },
    ]) {
      await assert.rejects(alice.bsky.post("too much", wrong), { code: "invalid_option" });
    }
  });

  it("shows feeds, lists and starter packs, by at-uri, URL and handle", async () => {
    const { net, alice, bob } = people;
    const create = async (collection: string, record: object): Promise<string> => {
      const { data } = await alice.agent.com.atproto.repo.createRecord({
        repo: alice.did,
        collection,
        record: { $type: collection, createdAt: new Date().toISOString(), ...record },
      });
      return data.uri;
    };
    const list = await create("app.bsky.graph.list", { name: "People", purpose: "app.bsky.graph.defs#referencelist" });
    const feed = await create("app.bsky.feed.generator", { did: "did:web:feeds.example.com", displayName: "A feed" });
    const pack = await create("app.bsky.graph.starterpack", { name: "Start", list });
    const key = (uri: string): string => uri.split("/").at(-1) ?? "";
    const shown = [
      await bob.bsky.post("a list", { quote: list }),
      await bob.bsky.post("a feed", { quote: `https://bsky.app/profile/alice.test/feed/${key(feed)}` }),
      await bob.bsky.post("a pack", { quote: `https://bsky.app/starter-pack/alice.test/${key(pack)}` }),
    ];
    await net.settled();
    assert.deepEqual(await Promise.all(shown.map(async ({ uri }) => Object((await view(uri)).embed).record.uri)), [
      list,
      feed,
      pack,
    ]);
  });

  it("is one post under one key, however often and whatever is said", async () => {
    const { net, carol } = people;
    const key = nextTid();
    const all = await Promise.all(["once", "once", "twice"].map((text) => carol.bsky.post(text, { key })));
    const again = await carol.bsky.post("never", { key });
    assert.equal(all.filter(({ done }) => done).length, 1);
    const [winner] = all.filter(({ done }) => done);
    const { value, cid } = (await readRepo(net, carol.did)).get(`app.bsky.feed.post/${key}`) ?? {};
    assert.equal(value?.text, winner?.value.text);
    for (const posted of [...all, again]) assert.deepEqual([posted.cid, posted.value.text], [cid, value?.text]);
    assert.deepEqual([again.done, again.uri], [false, winner?.uri]);
    assert.equal((await readCollection(net, carol.did, "app.bsky.feed.post")).length, 1);
  });

  it("refuses what no server takes, before anything is sent", async () => {
    const { alice } = people;
    const offline = createClient({ session: alice.bsky.session, fetch: () => assert.fail("a request") });
    await assert.rejects(post(offline, "x".repeat(301)), failsWith("text_too_long"));
    await assert.rejects(thread(offline, ["a", "x".repeat(301)]), failsWith("text_too_long"));
    const wrong: [object, string][] = [
      [{ key: "not-a-tid" }, "key"],
      [{ createdAt: "yesterday" }, "createdAt"],
      [{ whoCanReply: ["friends"] }, "whoCanReply"],
      [{ whoCanQuote: "friends" }, "whoCanQuote"],
      [{ quote: "https://example.com/" }, "post"],
      [{ reply: "at://did:web:a.test/app.bsky.feed.post/1", whoCanReply: "nobody" }, "whoCanReply"],
    ];
    for (const [options, option] of wrong) {
      await assert.rejects(post(offline, "a", options), { code: "invalid_option", option });
    }
    for (const text of [undefined, null, 5, {}]) {
      await assert.rejects(post(offline, text as never), { code: "invalid_option", option: "text" });
    }
    await assert.rejects(thread(offline, []), { code: "invalid_option", option: "posts" });
  });
});

describe("reply and quote", { timeout: 120_000 }, () => {
  it("find root and parent by themselves, at once, and by a view, a URL or a URI", async () => {
    const { net, alice, bob } = people;
    const root = await alice.bsky.post("a thread");
    // Before the AppView knows any of it.
    const first = await alice.bsky.reply(root, "to myself");
    const second = await bob.bsky.reply(first.url, "to her");
    await net.settled();
    const third = await alice.bsky.reply(await view(second.uri), "to the view");
    const fourth = await reply(bob.bsky, `at://alice.test/app.bsky.feed.post/${third.rkey}`, "by handle");
    const refs = async (uri: string) => {
      const { data } = await alice.agent.com.atproto.repo.getRecord({
        repo: uri.split("/")[2] ?? "",
        collection: Post.nsid,
        rkey: uri.split("/")[4] ?? "",
      });
      const { reply } = data.value as AppBskyFeedPost.Record;
      return reply && [reply.root.uri, reply.root.cid, reply.parent.uri, reply.parent.cid];
    };
    const dry = await reply(bob.bsky, fourth, "not yet", { dryRun: true });
    assert.equal(dry.cid, await cidForRecord(dry.value));
    const chain = [root, first, second, third, fourth];
    for (const [i, posted] of chain.entries()) {
      const parent = chain[i - 1];
      assert.deepEqual(await refs(posted.uri), parent && [root.uri, root.cid, parent.uri, parent.cid]);
    }
    await net.settled();
    const { data } = await bob.agent.getPostThread({ uri: root.uri, depth: 10 });
    const texts: string[] = [];
    for (
      let at = data.thread as { post?: { record: object }; replies?: object[] } | undefined;
      at;
      at = at.replies?.[0]
    )
      texts.push(Object(at.post?.record).text);
    assert.deepEqual(texts, ["a thread", "to myself", "to her", "to the view", "by handle"]);
  });

  it("respect gates", async () => {
    const { net, alice, bob, carol } = people;
    const closed = await alice.bsky.post("nobody", { whoCanReply: "nobody", whoCanQuote: "nobody" });
    const followed = await alice.bsky.post("only whom I follow", { whoCanReply: ["following"] });
    const inside = await alice.bsky.reply(closed, "inside");
    await alice.agent.follow(bob.did);
    await net.settled();
    await assert.rejects(bob.bsky.reply(closed, "no"), failsWith("reply_not_allowed"));
    // A thread's gate holds for its replies.
    await assert.rejects(bob.bsky.reply(inside.uri, "no"), failsWith("reply_not_allowed"));
    await assert.rejects(bob.bsky.quote(closed.url, "no"), failsWith("quote_not_allowed"));
    await assert.rejects(carol.bsky.reply(await viewAs(carol, followed.uri), "no"), failsWith("reply_not_allowed"));
    await bob.bsky.reply(followed, "yes");
    await alice.bsky.reply(inside.uri, "she may");
    await alice.bsky.quote(closed, "that too");
  });

  it("say that a post is not there", async () => {
    const { alice } = people;
    const gone = `at://${alice.did}/app.bsky.feed.post/3jzfcijpj2z2a`;
    for (const ref of [gone, "https://bsky.app/profile/nobody.test/post/3jzfcijpj2z2a"]) {
      await assert.rejects(alice.bsky.reply(ref, "?"), failsWith("post_not_found"));
      await assert.rejects(quote(alice.bsky, ref, "?"), failsWith("post_not_found"));
    }
  });
});

describe("thread", { timeout: 120_000 }, () => {
  it("is one commit, whose CIDs were known beforehand, also below another's post", async () => {
    const { net, alice, bob } = people;
    const above = await bob.bsky.post("above");
    const posts = await alice.bsky.thread(
      ["One #a", { text: "Two", quote: above, labels: ["porn"], whoCanQuote: "everybody" }, "Three @bob.test"],
      { reply: above, langs: ["en"], whoCanQuote: "nobody" },
    );
    const repo = await readRepo(net, alice.did);
    let parent = above;
    for (const posted of posts) {
      const { cid, value } = repo.get(`app.bsky.feed.post/${posted.rkey}`) ?? {};
      assert.equal(cid, posted.cid);
      const strong = ({ uri, cid }: { uri: string; cid: string }) => ({ uri, cid });
      assert.deepEqual(value?.reply, { root: strong(above), parent: strong(parent) });
      assert.deepEqual(value?.langs, ["en"]);
      parent = posted;
    }
    const times = posts.map(({ value }) => Date.parse(value.createdAt));
    assert.deepEqual(times, [times[0], (times[0] ?? 0) + 1, (times[0] ?? 0) + 2]);
    assert.deepEqual(
      posts.map(({ rkey }) => repo.has(`app.bsky.feed.postgate/${rkey}`)),
      [true, false, true],
    );
    await net.settled();
    assert.equal((await view(above.uri)).replyCount, 1);
  });

  it("splits a long text, numbered, with facets where they belong; and is one thread under one key", async () => {
    const { net, carol } = people;
    const long = "A sentence with a link to https://example.com/some/page and a #tag. ".repeat(20);
    const key = nextTid();
    const [first, again] = [
      await carol.bsky.thread(long, { number: true, key }),
      await carol.bsky.thread(long, { number: true, key }),
    ];
    assert.ok(first.length > 3);
    assert.deepEqual(
      again.map(({ uri, done }) => [uri, done]),
      first.map(({ uri }) => [uri, false]),
    );
    await net.settled();
    for (const [i, { uri }] of first.entries()) {
      const { record } = await view(uri);
      assert.ok(record.text.endsWith(`(${i + 1}/${first.length})`), record.text);
      const bytes = Buffer.from(record.text);
      for (const { index, features } of record.facets ?? []) {
        const marked = bytes.subarray(index.byteStart, index.byteEnd).toString();
        assert.match(marked, features[0]?.$type.endsWith("tag") ? /^#tag$/ : /^example\.com\//);
      }
    }
  });
});

describe("deletePost", { timeout: 60_000 }, () => {
  it("deletes a post with its gates, and what is not there is no error", async () => {
    const { net, alice, bob } = people;
    const posted = await alice.bsky.post("soon gone", { whoCanReply: "nobody", whoCanQuote: "nobody" });
    assert.deepEqual(await alice.bsky.deletePost(posted.url), { uri: posted.uri, done: true });
    assert.deepEqual(await deletePost(alice.bsky, posted), { uri: posted.uri, done: false });
    assert.deepEqual(
      [...(await readRepo(net, alice.did)).keys()].filter((path) => path.endsWith(posted.rkey)),
      [],
    );
    await assert.rejects(bob.bsky.deletePost(posted), { code: "wrong_repo" });
    await net.settled();
    assert.deepEqual((await bob.agent.getPosts({ uris: [posted.uri] })).data.posts, []);
  });
});
