import assert from "node:assert/strict";
import { after, before, it } from "node:test";
import { AtpAgent } from "@atproto/api";
import { Bluesky } from "bluesky";
import type { Network } from "bluesky-devnet";
import { borrowNetwork } from "../network/borrowNetwork.ts";
import { readCollection } from "./readRepo.ts";

let net: Network;
let alice: Bluesky;
let bob: Bluesky;
let carol: Bluesky;
before(async () => {
  net = await borrowNetwork({ appView: false });
  [alice, bob, carol] = [await join("alice"), await join("bob"), await join("carol")];
});
after(() => net?.close());

async function join(name: string): Promise<Bluesky> {
  return Bluesky.login(await net.createAccount(name));
}

it("gates are respected where no AppView knows them, as far as the repository says", { timeout: 60_000 }, async () => {
  const closed = await alice.post("nobody", { whoCanReply: "nobody", whoCanQuote: "nobody" });
  const mentioned = await alice.post("only @bob.test", { whoCanReply: ["mentioned"] });
  const inside = await alice.reply(closed, "inside");
  await assert.rejects(bob.reply(closed.uri, "no"), { code: "reply_not_allowed", uri: closed.uri });
  await assert.rejects(bob.reply(inside.uri, "no"), { code: "reply_not_allowed" });
  await assert.rejects(bob.quote(closed.uri, "no"), { code: "quote_not_allowed", uri: closed.uri });
  await assert.rejects(carol.reply(mentioned.uri, "no"), { code: "reply_not_allowed" });
  await bob.reply(mentioned.uri, "yes");
  await alice.reply(closed.uri, "she may");
  await alice.quote(closed.uri, "that too");
  const texts = async ({ did = "" }: { did?: string | undefined }): Promise<unknown[]> =>
    (await readCollection(net, did, "app.bsky.feed.post")).map(({ text }) => text);
  assert.deepEqual(await texts(bob), ["yes"]);
  assert.deepEqual(await texts(carol), []);
  assert.deepEqual(await texts(alice), ["nobody", "only @bob.test", "inside", "she may", "that too"]);
});

it("likes and reposts are found in the repository, of whatever is liked", { timeout: 60_000 }, async () => {
  const agent = new AtpAgent({ service: net.network.pds });
  const dave = await net.createAccount("dave");
  await agent.login({ identifier: dave.handle, password: dave.password });
  const bsky = await Bluesky.login(dave);
  const { data: feed } = await agent.com.atproto.repo.createRecord({
    repo: dave.did,
    collection: "app.bsky.feed.generator",
    record: { did: "did:web:feeds.example.com", displayName: "A feed", createdAt: new Date().toISOString() },
  });
  const liked = await bsky.like(feed.uri);
  // More than a page lies between.
  const posts = await bsky.thread(Array.from({ length: 110 }, (_, i) => `${i}`));
  for (const { uri, cid } of posts) await agent.like(uri, cid);
  assert.deepEqual(await bsky.like(feed.uri), { uri: liked.uri, done: false });
  assert.deepEqual(await bsky.unlike(`https://bsky.app/profile/dave.test/feed/${feed.uri.split("/").at(-1)}`), liked);
  assert.deepEqual(await bsky.unlike(feed.uri), { uri: feed.uri, done: false });
  assert.equal((await readCollection(net, dave.did, "app.bsky.feed.like")).length, 110);
});
