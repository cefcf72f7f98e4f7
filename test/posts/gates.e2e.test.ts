import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { readRepo } from "./readRepo.ts";
import { type People, startPeople } from "./startPeople.ts";

let people: People;
before(async () => {
  people = await startPeople();
});
after(() => people?.net.close());

/** A gate of Alice's, as it is in her repository, without its time. */
async function gateOf(kind: "threadgate" | "postgate", rkey: string): Promise<object | undefined> {
  const { value } = (await readRepo(people.net, people.alice.did)).get(`app.bsky.feed.${kind}/${rkey}`) ?? {};
  if (!value) return undefined;
  const { createdAt, ...gate } = value;
  assert.equal(typeof createdAt, "string");
  return gate;
}

describe("gates that are changed later", { timeout: 120_000 }, () => {
  it("set who can reply and who can quote, and keep the rest", async () => {
    const { net, alice, bob } = people;
    const post = await alice.bsky.post("open");
    const threadgate = { $type: "app.bsky.feed.threadgate", post: post.uri };
    const postgate = { $type: "app.bsky.feed.postgate", post: post.uri };
    const { data: list } = await alice.agent.com.atproto.repo.createRecord({
      repo: alice.did,
      collection: "app.bsky.graph.list",
      record: { name: "Few", purpose: "app.bsky.graph.defs#curatelist", createdAt: new Date().toISOString() },
    });
    const set = (gates: Parameters<typeof alice.bsky.setGates>[1]) => alice.bsky.setGates(post.url, gates);
    assert.equal((await set({ whoCanReply: "everybody", whoCanQuote: "everybody" })).done, false);
    assert.equal(await gateOf("threadgate", post.rkey), undefined);
    assert.ok((await set({ whoCanReply: ["followers", { list: list.uri }] })).done);
    assert.deepEqual(await gateOf("threadgate", post.rkey), {
      ...threadgate,
      allow: [
        { $type: "app.bsky.feed.threadgate#followerRule" },
        { $type: "app.bsky.feed.threadgate#listRule", list: list.uri },
      ],
    });
    assert.equal(await gateOf("postgate", post.rkey), undefined);
    const reply = await alice.bsky.reply(post, "hidden soon");
    await alice.bsky.hideReply(reply);
    assert.ok((await set({ whoCanReply: "nobody", whoCanQuote: "nobody" })).done);
    assert.equal((await set({ whoCanReply: "nobody", whoCanQuote: "nobody" })).done, false);
    assert.deepEqual(await gateOf("threadgate", post.rkey), { ...threadgate, allow: [], hiddenReplies: [reply.uri] });
    assert.deepEqual(await gateOf("postgate", post.rkey), {
      ...postgate,
      embeddingRules: [{ $type: "app.bsky.feed.postgate#disableRule" }],
    });
    await net.settled();
    const { data } = await bob.agent.getPosts({ uris: [post.uri] });
    assert.deepEqual([data.posts[0]?.viewer?.replyDisabled, data.posts[0]?.viewer?.embeddingDisabled], [true, true]);
    await set({ whoCanReply: "everybody", whoCanQuote: "everybody" });
    assert.deepEqual(await gateOf("threadgate", post.rkey), { ...threadgate, hiddenReplies: [reply.uri] });
    assert.deepEqual(await gateOf("postgate", post.rkey), postgate);
    await assert.rejects(alice.bsky.setGates(reply, { whoCanReply: "nobody" }), { code: "invalid_option" });
    await assert.rejects(set({}), { code: "invalid_option", option: "gates" });
    await assert.rejects(bob.bsky.setGates(post, { whoCanReply: "nobody" }), { code: "wrong_repo" });
  });

  it("hide replies, and show them again, without losing any", async () => {
    const { net, alice, bob } = people;
    const post = await alice.bsky.post("talk to me");
    const replies = [];
    for (const text of ["a", "b", "c"]) replies.push(await bob.bsky.reply(post, text));
    await net.settled();
    await Promise.all(replies.map((reply) => alice.bsky.hideReply(reply.url)));
    assert.equal((await alice.bsky.hideReply(replies[0]?.uri ?? "")).done, false);
    const hidden = async () => Object(await gateOf("threadgate", post.rkey)).hiddenReplies;
    assert.deepEqual([...(await hidden())].sort(), replies.map(({ uri }) => uri).sort());
    await net.settled();
    const { data } = await alice.agent.getPosts({ uris: [post.uri] });
    assert.equal(Object(data.posts[0]?.threadgate?.record).hiddenReplies.length, 3);
    for (const reply of replies) assert.deepEqual(await alice.bsky.unhideReply(reply), { uri: post.uri, done: true });
    assert.equal(await hidden(), undefined);
    await assert.rejects(bob.bsky.hideReply(replies[0] ?? ""), { code: "wrong_repo" });
    await assert.rejects(alice.bsky.hideReply(post), { code: "invalid_option" });
  });

  it("detach quotes, and put them back", async () => {
    const { net, alice, bob } = people;
    const post = await alice.bsky.post("quote me");
    const card = { uri: "https://example.com", title: "A page" };
    const quotes = [await bob.bsky.quote(post, "one"), await bob.bsky.quote(post, "two", { card })];
    await net.settled();
    for (const quote of quotes)
      assert.deepEqual(await alice.bsky.detachQuote(quote.uri), { uri: post.uri, done: true });
    assert.equal((await alice.bsky.detachQuote(quotes[0] ?? "")).done, false);
    await net.settled();
    const embedOf = async (uri = "") => Object((await bob.agent.getPosts({ uris: [uri] })).data.posts[0]?.embed);
    assert.equal((await embedOf(quotes[0]?.uri)).record.detached, true);
    assert.equal((await embedOf(quotes[1]?.uri)).record.record.detached, true);
    assert.deepEqual(await alice.bsky.reattachQuote(quotes[0] ?? ""), { uri: post.uri, done: true });
    await net.settled();
    assert.equal((await embedOf(quotes[0]?.uri)).record.uri, post.uri);
    assert.deepEqual(await gateOf("postgate", post.rkey), {
      $type: "app.bsky.feed.postgate",
      post: post.uri,
      detachedEmbeddingUris: [quotes[1]?.uri],
    });
    await assert.rejects(alice.bsky.detachQuote(post), { code: "invalid_option" });
    await assert.rejects(bob.bsky.detachQuote(quotes[1] ?? ""), { code: "wrong_repo" });
  });
});
