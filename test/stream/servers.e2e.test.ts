import assert from "node:assert/strict";
import { after, before, it } from "node:test";
import { IdResolver } from "@atproto/identity";
import { readCar } from "@atproto/repo";
import { Firehose, type Event as OfficialEvent } from "@atproto/sync";
import { Jetstream as OfficialJetstream } from "@skyware/jetstream";
import { Bluesky } from "bluesky";
import {
  type CommitEvent,
  consume,
  jetstream as jetstreamSource,
  jetstreamV2,
  relay as relaySource,
} from "bluesky/stream";
import {
  type AddedPds,
  type Jetstream,
  type Network,
  type Relay,
  startJetstream,
  startNetwork,
  startRelay,
} from "bluesky-devnet";

let net: Network;
let relay: Relay;
let jetstream: Jetstream;
let second: AddedPds;
let alice: Bluesky;
let bob: Bluesky;
let [aliceDid, bobDid] = ["", ""];
let posts: string[];

before(async () => {
  net = await startNetwork({ appView: false });
  alice = await Bluesky.login(await net.createAccount("alice"));
  relay = await startRelay(net);
  // It reads what was there before it, and a PDS that comes later.
  second = await net.addPds();
  bob = await Bluesky.login(await second.createAccount("bob"));
  [aliceDid, bobDid] = [alice.did ?? "", bob.did ?? ""];
  const written = [await alice.post("one"), await bob.post("two"), await alice.post("three"), await bob.post("four")];
  posts = written.map(({ uri }) => uri);
  await bob.deletePost(posts[3] ?? "");
  await relay.settled();
  jetstream = await startJetstream(relay);
  await jetstream.settled();
});
after(async () => {
  await jetstream?.close();
  await relay?.close();
  await net?.close();
});

const get = async (method: string, params: Record<string, string> = {}, init: RequestInit = {}) => {
  const response = await fetch(`${relay.origin}/xrpc/com.atproto.sync.${method}?${new URLSearchParams(params)}`, init);
  return { status: response.status, headers: response.headers, body: await response.json() };
};

it("a relay reads several servers, and the official client verifies what it sends", async () => {
  assert.equal(relay.hosts.length, 2);
  const seen: OfficialEvent[] = [];
  const errors: Error[] = [];
  const { promise, resolve } = Promise.withResolvers<void>();
  const firehose = new Firehose({
    service: relay.url,
    idResolver: new IdResolver({ plcUrl: net.network.plc, fetch }),
    getCursor: () => 0,
    onError: (error) => errors.push(error),
    unauthenticatedHandles: true,
    handleEvent(event) {
      seen.push(event);
      if (event.seq === relay.seq) resolve();
    },
  });
  const running = firehose.start();
  await promise;
  await firehose.destroy();
  await running;
  assert.deepEqual(errors, []);
  const seqs = seen.map(({ seq }) => seq);
  assert.deepEqual(
    seqs,
    seqs.toSorted((a, b) => a - b),
  );
  const created = seen.flatMap((event) => (event.event === "create" ? [`${event.uri}`] : []));
  assert.deepEqual(created.filter((uri) => posts.includes(uri)).toSorted(), posts.toSorted());
  assert.deepEqual(new Set(seen.map(({ did }) => did)), new Set([aliceDid, bobDid]));
});

it("a relay answers what is asked of one", async () => {
  const repos = await get("listRepos", { limit: "1" });
  assert.deepEqual([repos.body.repos.map((one: { did: string }) => one.did), repos.body.cursor], [[aliceDid], "1"]);
  const next = await get("listRepos", { limit: "1", cursor: "1" });
  assert.deepEqual([next.body.repos[0].did, next.body.repos[0].active, next.body.cursor], [bobDid, true, undefined]);

  const hosts = await get("listHosts");
  const [first, other] = [net.network.pds, second.url].map((url) => new URL(url).host);
  assert.deepEqual(
    hosts.body.hosts.map(({ hostname, accountCount, status }: Record<string, unknown>) => [
      hostname,
      accountCount,
      status,
    ]),
    [
      [first, 1, "active"],
      [other, 1, "active"],
    ],
  );
  assert.deepEqual((await get("getHostStatus", { hostname: other ?? "" })).body, hosts.body.hosts[1]);
  assert.deepEqual((await get("getHostStatus", { hostname: "x.test" })).body.error, "HostNotFound");

  const byPosts = await get("listReposByCollection", { collection: "app.bsky.feed.post" });
  assert.deepEqual(byPosts.body.repos, [{ did: aliceDid }, { did: bobDid }]);
  assert.deepEqual((await get("listReposByCollection", { collection: "app.bsky.feed.like" })).body.repos, []);
  assert.equal((await get("listReposByCollection")).status, 400);

  // What the relay says of a repository is what its server says.
  const latest = await fetch(`${second.url}/xrpc/com.atproto.sync.getLatestCommit?did=${bobDid}`).then((one) =>
    one.json(),
  );
  assert.deepEqual((await get("getLatestCommit", { did: bobDid })).body, latest);
  const status = await get("getRepoStatus", { did: bobDid });
  assert.deepEqual(status.body, { did: bobDid, active: true, rev: latest.rev });
  assert.equal((await get("getRepoStatus", { did: "did:plc:nobody" })).body.error, "RepoNotFound");

  const redirect = await fetch(`${relay.origin}/xrpc/com.atproto.sync.getRepo?did=${bobDid}`, { redirect: "manual" });
  assert.deepEqual([redirect.status, new URL(redirect.headers.get("location") ?? "").host], [302, other]);
  const car = await fetch(`${relay.origin}/xrpc/com.atproto.sync.getRepo?did=${bobDid}`);
  assert.deepEqual((await readCar(new Uint8Array(await car.arrayBuffer()))).roots.map(String), [latest.cid]);
  const init = { method: "POST", body: JSON.stringify({ hostname: first }) };
  assert.equal((await get("requestCrawl", {}, init)).status, 200);
  assert.equal((await get("getBlob")).status, 501);
});

it("a relay tells of an account that is deactivated, and serves it no more", async () => {
  const carol = await Bluesky.login(await net.createAccount("carol"));
  await carol.post("soon gone");
  await carol.com.atproto.server.deactivateAccount({});
  await relay.settled();
  assert.deepEqual((await get("getRepoStatus", { did: carol.did })).body, {
    did: carol.did,
    active: false,
    status: "deactivated",
  });
  assert.equal((await get("getLatestCommit", { did: carol.did })).body.error, "RepoDeactivated");
  assert.equal((await get("getRepo", { did: carol.did })).status, 403);
  const listed = await get("listReposByCollection", { collection: "app.bsky.feed.post" });
  assert.ok(!listed.body.repos.some(({ did }: { did: string }) => did === carol.did));
});

it("Jetstream is what its usual client expects", async () => {
  const client = new OfficialJetstream({
    endpoint: jetstream.url,
    cursor: 1,
    wantedCollections: ["app.bsky.feed.post"],
    wantedDids: [aliceDid, bobDid],
  });
  const texts: string[] = [];
  let commits = 0;
  const { promise, resolve } = Promise.withResolvers<void>();
  client.onCreate("app.bsky.feed.post", ({ commit }) => texts.push(commit.record.text));
  client.on("commit", () => {
    if (++commits === 5) resolve();
  });
  client.start();
  await promise;
  client.close();
  assert.deepEqual(texts.toSorted(), ["four", "one", "three", "two"]);
});

it("all sources give the same events", async () => {
  const collect = async (source: Parameters<typeof consume>[0]): Promise<string[]> => {
    const found: string[] = [];
    const options = { collections: ["app.bsky.feed.post"], dids: [aliceDid, bobDid], start: "oldest" } as const;
    for await (const event of consume(source, { ...options, kinds: ["commit"] })) {
      const { uri, action, record } = event as CommitEvent<{ text: string }>;
      found.push(`${action} ${uri} ${record?.text}`);
      // Four posts and what became of the last one: in which order two servers are read is not said.
      if (found.length === 5) break;
    }
    return found;
  };
  const byRelay = await collect(relaySource(relay.url));
  assert.equal(byRelay.length, 5);
  assert.deepEqual(await collect(jetstreamSource(new URL(jetstream.url).origin)), byRelay);
  assert.deepEqual(await collect(jetstreamV2(new URL(jetstream.urlV2).origin)), byRelay);
});
