import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { Bluesky } from "bluesky";
import { link, rt } from "bluesky/richtext";
import { soak } from "../../scripts/test/soak.ts";
import { readCollection, readRepo } from "../posts/readRepo.ts";
import { type People, startPeople } from "../posts/startPeople.ts";

let people: People;
before(async () => {
  people = await startPeople();
});
after(() => people?.net.close());

const dids = (count: number, from = 0): string[] =>
  Array.from({ length: count }, (_, i) => `did:web:member${from + i}.example.com`);

/** A picture of one pixel. */
const PICTURE = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

/** Who is on a list, by record, by its owner's repository as the official library reads it. */
async function recordsOf(did: string, list: string): Promise<Map<string, string>> {
  const items = [...(await readRepo(people.net, did))].filter(([, { value }]) => value.list === list);
  return new Map(items.flatMap(([path, { value }]) => (value.subject ? [[path, String(value.subject)]] : [])));
}

/** Who is on a list, each as often as it is. */
async function subjectsOf(did: string, list: string): Promise<string[]> {
  return [...(await recordsOf(did, list)).values()].sort();
}

describe("lists", { timeout: 120_000 }, () => {
  it("are created, edited and deleted with all who are on them", async () => {
    const { net, alice, bob, carol } = people;
    const { lists } = alice.bsky;
    const key = "3jzfcijpj2z2a";
    const list = await lists.create("Friends", { description: rt`of ${link("mine", "https://example.com")}`, key });
    assert.deepEqual(await lists.create("Foes", { key }), { uri: list.uri, done: false });
    const { added } = await lists.add(list, ["bob.test", carol, bob]);
    assert.deepEqual([...added].sort(), [bob.did, carol.did].sort());
    assert.equal((await lists.add(list.uri, [bob])).done, false);
    await net.settled();
    const read = async () => (await bob.agent.app.bsky.graph.getList({ list: list.uri })).data;
    const { list: view, items } = await read();
    assert.deepEqual(
      [view.name, view.purpose, view.description],
      ["Friends", "app.bsky.graph.defs#curatelist", "of mine"],
    );
    const [facet] = view.descriptionFacets ?? [];
    assert.deepEqual([facet?.index.byteStart, Object(facet?.features[0]).uri], [3, "https://example.com"]);
    assert.deepEqual(items.map(({ subject }) => subject.did).sort(), [bob.did, carol.did].sort());
    const members: string[] = [];
    for await (const { did } of bob.bsky.lists.members(list)) members.push(did);
    assert.deepEqual(members.sort(), [bob.did, carol.did].sort());
    assert.ok((await lists.edit(list, { name: "Old friends", description: null })).done);
    assert.equal((await lists.edit(list, { name: "Old friends" })).done, false);
    const { blob } = await alice.bsky.com.atproto.repo.uploadBlob(PICTURE, { encoding: "image/png" });
    assert.ok((await lists.edit(list, { avatar: blob })).done);
    const avatarOf = async () => (await readCollection(net, alice.did, "app.bsky.graph.list"))[0]?.avatar;
    assert.deepEqual(Object(await avatarOf()).mimeType, "image/png");
    assert.deepEqual((await lists.remove(list, [carol, "did:web:nobody.example.com"])).removed, [carol.did]);
    await net.settled();
    const now = await read();
    assert.deepEqual([now.list.name, now.list.description, now.items.length], ["Old friends", undefined, 1]);
    assert.equal(now.list.descriptionFacets, undefined);
    assert.ok(now.list.avatar?.includes(alice.did));
    assert.ok((await lists.edit(list, { avatar: null })).done);
    assert.equal(await avatarOf(), undefined);
    for (const change of [
      bob.bsky.lists.add(list, [bob]),
      bob.bsky.lists.edit(list, {}),
      bob.bsky.lists.delete(list),
    ]) {
      await assert.rejects(change, { code: "wrong_repo" });
    }
    await assert.rejects(lists.add(list, [alice, "nobody.test"]), { code: "actor_not_found" });
    assert.deepEqual(await subjectsOf(alice.did, list.uri), [bob.did]);
    assert.deepEqual(await lists.delete(list), { uri: list.uri, done: true });
    assert.deepEqual(await lists.delete(list), { uri: list.uri, done: false });
    assert.deepEqual(
      [...(await readRepo(net, alice.did)).keys()].filter((path) => path.includes("graph.list")),
      [],
    );
    await assert.rejects(lists.edit(list, { name: "gone" }), { code: "post_not_found" });
  });

  it("starter packs are lists too", async () => {
    const { net, alice, bob, carol } = people;
    const { lists } = bob.bsky;
    const key = "3jzfcijpj2z2b";
    const pack = await lists.createStarterPack("Birds", ["alice.test", carol], { description: "that sing", key });
    assert.deepEqual(await lists.createStarterPack("Birds", [], { key }), { uri: pack.uri, done: false });
    await net.settled();
    const read = async () =>
      (await alice.agent.app.bsky.graph.getStarterPack({ starterPack: pack.uri })).data.starterPack;
    const view = await read();
    assert.deepEqual([view.record.name, view.list?.purpose], ["Birds", "app.bsky.graph.defs#referencelist"]);
    assert.deepEqual(view.listItemsSample?.map(({ subject }) => subject.did).sort(), [alice.did, carol.did].sort());
    const url = `https://bsky.app/starter-pack/bob.test/${key}`;
    await lists.setMembers(url, [bob, carol]);
    assert.deepEqual(await subjectsOf(bob.did, view.list?.uri ?? ""), [bob.did, carol.did].sort());
    const feed = `at://${alice.did}/app.bsky.feed.generator/birds`;
    await lists.editStarterPack(pack, { name: "Bats", feeds: [feed] });
    const [record] = await readCollection(net, bob.did, "app.bsky.graph.starterpack");
    assert.deepEqual([record?.name, record?.description, record?.feeds], ["Bats", "that sing", [{ uri: feed }]]);
    assert.ok((await lists.editStarterPack(pack, { description: null, feeds: null })).done);
    const [bare] = await readCollection(net, bob.did, "app.bsky.graph.starterpack");
    assert.deepEqual([bare?.name, bare?.description, bare?.feeds], ["Bats", undefined, undefined]);
    await assert.rejects(lists.createStarterPack("All", dids(151)), { code: "invalid_option", option: "members" });
    assert.ok((await lists.delete(url)).done);
    assert.equal((await lists.delete(url)).done, false);
    assert.deepEqual([...(await readRepo(net, bob.did)).keys()], []);
  });
});

const SIZE = soak(300, 2_000);
const CHANGED = SIZE / 4;

describe(`a list of ${SIZE}, changed by ${2 * CHANGED}`, { timeout: soak(120_000, 1_800_000) }, () => {
  it("is exact after three stops on the way, and nobody is on it twice", async () => {
    const { carol } = people;
    /** Ends the program while a batch is on its way: the server has written it, and nobody learns of that. */
    let end: AbortController | undefined;
    const losing: typeof fetch = async (input, init) => {
      const response = await fetch(input, init);
      if (!end || !`${input}`.includes("applyWrites")) return response;
      await response.arrayBuffer();
      end.abort("stopped");
      throw new TypeError("the program has ended");
    };
    const { lists } = await Bluesky.login({ ...carol, fetch: losing });
    const list = await lists.create("Many");
    const limits = { hour: Infinity, day: Infinity };
    await lists.add(list, dids(SIZE), { limits });
    assert.equal((await subjectsOf(carol.did, list.uri)).length, SIZE);
    // Some are there twice, as programs write them that do not look.
    const twice = dids(10, SIZE / 2).map((subject) => ({
      $type: "com.atproto.repo.applyWrites#create" as const,
      collection: "app.bsky.graph.listitem",
      value: { subject, list: list.uri, createdAt: new Date().toISOString() },
    }));
    await carol.agent.com.atproto.repo.applyWrites({ repo: carol.did, writes: twice });

    const before = await recordsOf(carol.did, list.uri);

    const wanted = dids(SIZE, CHANGED);
    const batchSize = Math.ceil(CHANGED / 5);
    const boom = new Error("stopped");
    let checkpoint: string | undefined;
    let batches = 0;
    for (const [stop, where] of [
      [2, "before"],
      [3, "after"],
    ] as const) {
      let calls = 0;
      const change = lists.setMembers(list, wanted, {
        ...{ limits, batchSize, checkpoint },
        // A checkpoint is stored before a batch is sent, and when it is done.
        onCheckpoint: (text) => {
          checkpoint = text;
          if (++calls === 2 * stop - (where === "before" ? 1 : 0)) throw boom;
        },
        onProgress: () => batches++,
      });
      await assert.rejects(change, { code: "checkpoint_failed", cause: boom });
      const between = await subjectsOf(carol.did, list.uri);
      assert.notDeepEqual(between, [...wanted].sort());
    }
    assert.ok(batches > 1);
    const left = await subjectsOf(carol.did, list.uri);
    end = new AbortController();
    const ended = lists.setMembers(list, wanted, {
      ...{ limits, batchSize, checkpoint, signal: end.signal },
      onCheckpoint: (text) => {
        checkpoint = text;
      },
    });
    await assert.rejects(ended, { code: "aborted" });
    end = undefined;
    assert.notDeepEqual(await subjectsOf(carol.did, list.uri), left);
    const { done, spent } = await lists.setMembers(list, wanted, { limits, checkpoint });
    assert.ok(done);
    assert.deepEqual(await subjectsOf(carol.did, list.uri), [...wanted].sort());
    // Those who stay have stayed: nobody was taken off and put on again.
    const after = await recordsOf(carol.did, list.uri);
    const stayed = [...after].filter(([path]) => before.has(path)).map(([, subject]) => subject);
    assert.deepEqual(stayed.sort(), dids(SIZE - CHANGED, CHANGED).sort());
    // A batch that was announced and not sent counts for the budget.
    const points = spent.reduce((sum, { points }) => sum + points, 0);
    const needed = CHANGED * 3 + CHANGED + 10;
    assert.ok(points >= needed && points <= needed + 3 * 3 * batchSize, `${points} points for ${needed}`);
    assert.equal((await lists.setMembers(list, wanted, { limits })).done, false);
  });

  it("keeps no checkpoint of another list, and goes on where others have changed it since", async () => {
    const { carol } = people;
    const { lists } = carol.bsky;
    const [one, two] = [await lists.create("One"), await lists.create("Two")];
    let checkpoint = "";
    const boom = new Error("stopped");
    const stopAt = (count: number) => (text: string) => {
      checkpoint = text;
      if (--count === 0) throw boom;
    };
    await lists.add(one, dids(6));
    await assert.rejects(lists.setMembers(one, dids(6, 3), { batchSize: 2, onCheckpoint: stopAt(1) }), { cause: boom });
    await assert.rejects(lists.add(two, dids(1), { checkpoint }), { code: "invalid_option", option: "checkpoint" });
    await lists.remove(one, dids(6));
    await lists.setMembers(one, dids(2, 1), { checkpoint });
    assert.deepEqual(await subjectsOf(carol.did, one.uri), dids(2, 1));
    // Somebody else takes the same ones off while a batch is on its way.
    const removed = lists.remove(one, dids(2, 1), {
      onCheckpoint: async () => {
        const items = [...(await recordsOf(carol.did, one.uri)).keys()].map((path) => path.split("/"));
        for (const [collection = "", rkey = ""] of items) {
          await carol.agent.com.atproto.repo.deleteRecord({ repo: carol.did, collection, rkey });
        }
      },
    });
    assert.deepEqual([...(await removed).removed].sort(), dids(2, 1));
    assert.deepEqual(await subjectsOf(carol.did, one.uri), []);
    assert.deepEqual(await subjectsOf(carol.did, two.uri), []);
  });
});
