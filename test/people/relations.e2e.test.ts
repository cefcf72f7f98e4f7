import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { ActorError } from "bluesky/actions";
import { Follow } from "bluesky/app/bsky/graph";
import { applyWrites, buildWrite } from "bluesky/records";
import { readCollection, readRepo } from "../posts/readRepo.ts";
import { type People, startPeople } from "../posts/startPeople.ts";
import { becomes } from "../posts/until.ts";

let people: People;
before(async () => {
  people = await startPeople();
});
after(() => people?.net.close());

/** What Bob is to others, as the official library reads it. */
async function viewerOf(actor: string) {
  await people.net.settled();
  return (await people.bob.agent.getProfile({ actor })).data.viewer ?? {};
}

describe("follow and block", { timeout: 120_000 }, () => {
  it("are done once, by whatever names the account, and undone by it", async () => {
    const { net, alice, bob } = people;
    for (const [add, remove, name, collection] of [
      [bob.bsky.follow, bob.bsky.unfollow, "following", "app.bsky.graph.follow"],
      [bob.bsky.block, bob.bsky.unblock, "blocking", "app.bsky.graph.block"],
    ] as const) {
      const first = await add("alice.test");
      assert.ok(first.done);
      // The AppView need not know it yet.
      assert.deepEqual(await add(alice.did), { uri: first.uri, done: false });
      assert.equal((await viewerOf(alice.did))[name], first.uri);
      const { data: view } = await bob.agent.getProfile({ actor: alice.did });
      for (const ref of [view, "@alice.test", "https://bsky.app/profile/alice.test", { did: alice.did }]) {
        assert.deepEqual(await add(ref), { uri: first.uri, done: false });
      }
      const subjects = (await readCollection(net, bob.did, collection)).map(({ subject }) => subject);
      assert.deepEqual(subjects, [alice.did]);
      assert.deepEqual(await remove(view), { uri: first.uri, done: true });
      assert.deepEqual(await remove(view), { uri: `at://${alice.did}`, done: false });
      assert.deepEqual(await readCollection(net, bob.did, collection), []);
      assert.equal((await viewerOf(alice.did))[name], undefined);
      await assert.rejects(add("nobody.test"), (error: unknown) => {
        assert.ok(error instanceof ActorError);
        assert.deepEqual([error.code, error.actor], ["actor_not_found", "nobody.test"]);
        return true;
      });
      await assert.rejects(add("no handle"), { code: "invalid_option", option: "actor" });
    }
  });

  it("find an old follow beyond the newest hundred, and all that are there twice", async () => {
    const { net, alice, bob, carol } = people;
    const { uri } = await bob.bsky.follow(alice);
    const dids = Array.from({ length: 110 }, (_, i) => `did:web:stranger${i}.example.com`);
    await applyWrites(
      bob.bsky,
      [...dids, carol.did, carol.did].map((subject) => buildWrite.create(Follow, { subject })),
    );
    await net.settled();
    assert.deepEqual(await bob.bsky.follow(alice.did), { uri, done: false });
    assert.deepEqual(await bob.bsky.unfollow(alice.did), { uri, done: true });
    // The AppView may still have the old one.
    const again = await bob.bsky.follow(alice);
    assert.ok(again.done && again.uri !== uri);
    assert.deepEqual(await bob.bsky.unfollow(alice), { uri: again.uri, done: true });
    assert.ok((await bob.bsky.unfollow(carol)).done);
    const left = (await readCollection(net, bob.did, "app.bsky.graph.follow")).map(({ subject }) => subject);
    assert.deepEqual(left.sort(), dids.sort());
  });

  it("say by which starter pack they came", async () => {
    const { net, alice, carol } = people;
    const pack = await alice.bsky.lists.createStarterPack("Birds", [alice, "bob.test"]);
    await carol.bsky.follow("bob.test", { via: pack });
    const [record] = await readCollection(net, carol.did, "app.bsky.graph.follow");
    const { cid } = (await readRepo(net, alice.did)).get(pack.uri.split("/").slice(3).join("/")) ?? {};
    assert.deepEqual(record?.via, { uri: pack.uri, cid });
  });
});

describe("mute", { timeout: 60_000 }, () => {
  it("mutes an account, or a part of it, and nothing of it any more", async () => {
    const { alice, bob } = people;
    const state = async () => {
      const { muted, mutedOnlyReposts, mutedOnlyQuoteposts } = Object(await viewerOf(alice.did));
      return [muted, mutedOnlyReposts ?? false, mutedOnlyQuoteposts ?? false];
    };
    const uri = `at://${alice.did}`;
    assert.deepEqual(await bob.bsky.mute("alice.test"), { uri, done: true });
    await becomes(state, [true, false, false]);
    assert.deepEqual(await bob.bsky.mute(alice), { uri, done: false });
    assert.deepEqual(await bob.bsky.mute(alice, { only: "reposts" }), { uri, done: true });
    await becomes(state, [false, true, false]);
    assert.deepEqual(await bob.bsky.mute(alice, { only: ["reposts"] }), { uri, done: false });
    assert.deepEqual(await bob.bsky.mute(alice, { only: ["quotes", "reposts"] }), { uri, done: true });
    await becomes(state, [false, true, true]);
    assert.deepEqual(await bob.bsky.unmute(alice), { uri, done: true });
    await becomes(state, [false, false, false]);
    assert.deepEqual(await bob.bsky.unmute(alice), { uri, done: false });
    for (const only of ["reposts", "quotes"] as const) {
      assert.deepEqual(await bob.bsky.mute(alice, { only }), { uri, done: true });
      await becomes(state, [false, only === "reposts", only === "quotes"]);
      assert.deepEqual(await bob.bsky.unmute(alice), { uri, done: true });
      await becomes(state, [false, false, false]);
    }
    await assert.rejects(bob.bsky.mute(alice, { only: [] }), { code: "invalid_option", option: "only" });
    await assert.rejects(bob.bsky.mute(alice, { only: "likes" as never }), { code: "invalid_option" });
  });

  it("goes by a list, and so does block", async () => {
    const { net, alice, bob, carol } = people;
    const list = await carol.bsky.lists.create("Noise", { purpose: "moderation" });
    await carol.bsky.lists.add(list, [alice]);
    await net.settled();
    const url = `https://bsky.app/profile/carol.test/lists/${list.uri.split("/").at(-1)}`;
    const mutes = async () => [(await viewerOf(alice.did)).mutedByList?.uri, (await viewerOf(alice.did)).muted];
    assert.deepEqual(await bob.bsky.muteList(url), { uri: list.uri, done: true });
    await becomes(mutes, [list.uri, true]);
    assert.deepEqual(await bob.bsky.muteList(list.uri), { uri: list.uri, done: false });
    // By itself too: nobody knows that it was not so before.
    assert.ok((await bob.bsky.mute(alice)).done);
    assert.deepEqual(await bob.bsky.unmuteList(url), { uri: list.uri, done: true });
    await becomes(mutes, [undefined, true]);
    assert.deepEqual(await bob.bsky.unmuteList(url), { uri: list.uri, done: false });
    await bob.bsky.unmute(alice);
    await becomes(mutes, [undefined, false]);

    const blocked = await bob.bsky.blockList(url);
    assert.ok(blocked.done);
    assert.deepEqual(await bob.bsky.blockList(list), { uri: blocked.uri, done: false });
    assert.equal((await viewerOf(alice.did)).blockingByList?.uri, list.uri);
    assert.equal((await bob.agent.app.bsky.graph.getListBlocks()).data.lists[0]?.viewer?.blocked, blocked.uri);
    assert.deepEqual(await bob.bsky.unblockList(url), { uri: blocked.uri, done: true });
    assert.deepEqual(await bob.bsky.unblockList(url), { uri: list.uri, done: false });
    assert.equal((await viewerOf(alice.did)).blockingByList, undefined);
    await assert.rejects(bob.bsky.blockList(`at://${bob.did}/app.bsky.feed.post/3jzfcijpj2z2a`), {
      code: "invalid_option",
      option: "list",
    });
  });
});

describe("who is what to whom", { timeout: 60_000 }, () => {
  it("is found for many at once", async () => {
    const { net, alice, bob, carol } = people;
    for (const { bsky } of [alice, bob, carol]) await bsky.records.list(Follow, { limit: 1 });
    await alice.agent.follow(bob.did);
    await bob.agent.follow(alice.did);
    await alice.agent.follow(carol.did);
    await net.settled();
    const found = await alice.bsky.relationships(alice, ["bob.test", carol, `did:web:nobody.example.com`]);
    assert.ok(found.get(bob.did)?.following && found.get(bob.did)?.followedBy);
    assert.deepEqual([!!found.get(carol.did)?.following, !!found.get(carol.did)?.followedBy], [true, false]);
    const pairs = await carol.bsky.followsAmong(["alice.test", bob, carol]);
    const official = async (actor: string): Promise<string[]> => {
      const { data } = await carol.agent.getFollows({ actor, limit: 100 });
      return data.follows.map(({ did }) => `${actor} ${did}`);
    };
    const all = [...(await official(alice.did)), ...(await official(bob.did)), ...(await official(carol.did))];
    assert.deepEqual(pairs.map(({ from, to }) => `${from} ${to}`).sort(), all.sort());
    const mutual: string[] = [];
    for await (const { did } of carol.bsky.mutuals("alice.test")) mutual.push(did);
    assert.deepEqual(mutual, [bob.did]);
    for await (const { did } of carol.bsky.mutuals("alice.test", { max: 0 })) mutual.push(did);
    assert.equal(mutual.length, 1);
    const { data } = await alice.agent.app.bsky.graph.getKnownFollowers({ actor: bob.did });
    const known: string[] = [];
    for await (const { did } of alice.bsky.knownFollowers(bob, { max: 10 })) known.push(did);
    assert.deepEqual(
      known,
      data.followers.map(({ did }) => did),
    );
    assert.deepEqual(known, [carol.did]);
    const { data: similar } = await alice.agent.app.bsky.graph.getSuggestedFollowsByActor({ actor: bob.did });
    assert.deepEqual(await alice.bsky.suggestSimilar(bob), similar.suggestions);
  });

  it("verifies an account as it is now", async () => {
    const { net, alice, bob } = people;
    const records = () => readCollection(net, bob.did, "app.bsky.graph.verification");
    const first = await bob.bsky.verify("alice.test");
    assert.ok(first.done);
    assert.deepEqual(await bob.bsky.verify(alice), { uri: first.uri, done: false });
    await alice.bsky.profile.update({ displayName: "Alice" });
    await net.settled();
    const second = await bob.bsky.verify(alice);
    assert.ok(second.done && second.uri !== first.uri);
    assert.deepEqual(
      (await records()).map(({ subject, handle, displayName }) => [subject, handle, displayName]),
      [[alice.did, "alice.test", "Alice"]],
    );
    assert.deepEqual(await bob.bsky.unverify(alice), { uri: second.uri, done: true });
    assert.deepEqual(await bob.bsky.unverify(alice), { uri: `at://${alice.did}`, done: false });
    assert.deepEqual(await records(), []);
  });

  it("subscribes to what an account posts", async () => {
    const { alice, bob } = people;
    const subscriptions = async () => {
      await people.net.settled();
      const { data } = await bob.agent.app.bsky.notification.listActivitySubscriptions();
      return data.subscriptions.map(({ did, viewer }) => [did, viewer?.activitySubscription]);
    };
    const uri = `at://${alice.did}`;
    assert.deepEqual(await bob.bsky.subscribe(alice), { uri, done: true });
    await becomes(subscriptions, [[alice.did, { post: true, reply: false }]]);
    assert.deepEqual(await bob.bsky.subscribe("alice.test"), { uri, done: false });
    assert.deepEqual(await bob.bsky.subscribe(alice, { replies: true }), { uri, done: true });
    await becomes(subscriptions, [[alice.did, { post: true, reply: true }]]);
    assert.deepEqual(await bob.bsky.unsubscribe(alice), { uri, done: true });
    await becomes(subscriptions, []);
    assert.deepEqual(await bob.bsky.unsubscribe(alice), { uri, done: false });
  });
});
