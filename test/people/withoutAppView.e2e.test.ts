import assert from "node:assert/strict";
import { after, before, it } from "node:test";
import { Bluesky } from "bluesky";
import { Follow } from "bluesky/app/bsky/graph";
import { applyWrites, buildWrite } from "bluesky/records";
import type { Account, Network } from "bluesky-devnet";
import { borrowNetwork } from "../network/borrowNetwork.ts";
import { readCollection, readRepo } from "../posts/readRepo.ts";

let net: Network;
let alice: Account;
let bob: Account;
let bsky: Bluesky;
before(async () => {
  net = await borrowNetwork({ appView: false });
  [alice, bob] = [await net.createAccount("alice"), await net.createAccount("bob")];
  bsky = await Bluesky.login(bob);
});
after(() => net?.close());

it("follows and blocks are found in the repository, however old they are", { timeout: 60_000 }, async () => {
  const follows = async () => (await readCollection(net, bob.did, Follow.nsid)).map(({ subject }) => subject);
  const { uri } = await bsky.follow("alice.test");
  const strangers = Array.from({ length: 210 }, (_, i) => `did:web:stranger${i}.example.com`);
  for (const from of [0, 105]) {
    await applyWrites(
      bsky,
      strangers.slice(from, from + 105).map((subject) => buildWrite.create(Follow, { subject })),
    );
  }
  assert.deepEqual(await bsky.follow(alice.did), { uri, done: false });
  assert.deepEqual(await bsky.unfollow(alice), { uri, done: true });
  assert.deepEqual(await bsky.unfollow(alice), { uri: `at://${alice.did}`, done: false });
  assert.deepEqual((await follows()).sort(), strangers.sort());
  const blocked = await bsky.block(alice);
  assert.deepEqual(await bsky.block("alice.test"), { uri: blocked.uri, done: false });
  assert.deepEqual(await bsky.unblock(alice), { uri: blocked.uri, done: true });
  assert.deepEqual(await readCollection(net, bob.did, "app.bsky.graph.block"), []);
});

it("lists, profiles and handles are changed, and what is the AppView's is refused", { timeout: 60_000 }, async () => {
  const list = await bsky.lists.create("Friends");
  await bsky.lists.add(list, ["alice.test", "did:web:nobody.example.com"]);
  assert.deepEqual((await bsky.lists.setMembers(list, [alice])).removed, ["did:web:nobody.example.com"]);
  const items = await readCollection(net, bob.did, "app.bsky.graph.listitem");
  assert.deepEqual(
    items.map(({ subject, list: of }) => [subject, of]),
    [[alice.did, list.uri]],
  );
  await bsky.profile.update({ displayName: "Bob" });
  assert.equal((await readRepo(net, bob.did)).get("app.bsky.actor.profile/self")?.value.displayName, "Bob");
  for (const refused of [() => bsky.mute(alice), () => bsky.muteList(list), () => bsky.subscribe(alice)]) {
    await assert.rejects(refused, { code: "xrpc_error" });
  }
  // Nobody knows the name that a verification is for.
  await assert.rejects(bsky.verify(alice), { code: "actor_not_found", actor: alice.did });
  assert.deepEqual(await readCollection(net, bob.did, "app.bsky.graph.verification"), []);
  // This network has no labeler.
  await assert.rejects(bsky.report(alice, { reason: "spam" }), { code: "invalid_option", option: "labeler" });
});
