import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { Bluesky, XrpcError } from "bluesky";
import { getProfile } from "bluesky/app/bsky/actor";
import { Post } from "bluesky/app/bsky/feed";
import { getServiceAuth } from "bluesky/com/atproto/server";
import { create } from "bluesky/records";
import { now } from "bluesky/syntax";
import type { Account, Network } from "bluesky-devnet";
import { borrowNetwork } from "../network/borrowNetwork.ts";

let net: Network;
let alice: Account;
let bob: Account;

before(async () => {
  net = await borrowNetwork();
  alice = await net.createAccount("alice");
  bob = await net.createAccount("bob");
});
after(() => net?.close());

const post = (text: string): Post => ({ text, createdAt: now() });

describe("Bluesky on a real network", () => {
  it("logs in with what the network hands out, and has operations, records and identities", async () => {
    const bsky = await Bluesky.login(alice);
    assert.equal(bsky.did, alice.did);
    const { uri } = await bsky.records.create(Post, post("one"));
    assert.equal((await bsky.records.get(Post, uri)).value.text, "one");
    const found: string[] = [];
    for await (const { value } of bsky.records.list.items(Post)) found.push(value.text);
    assert.deepEqual(found, ["one"]);
    assert.equal((await bsky.identity.resolveIdentity("bob.test")).did, bob.did);
    await net.settled(); // the AppView learns of accounts from the firehose
    const { data, response } = await bsky.app.bsky.actor.getProfile.withResponse({ actor: "alice.test" });
    assert.deepEqual([data.did, response.status], [alice.did, 200]);
  });

  it("reads another repository from its own server, without credentials", async () => {
    const bsky = await Bluesky.login(alice);
    const { records } = await bsky.records.list(Post, { repo: bob.did });
    assert.deepEqual(records, []);
  });

  it("keeps its headers and its password to its own server", async () => {
    const sent: { origin: string; secret: string | null }[] = [];
    const watched: typeof fetch = (input, init) => {
      const { origin } = new URL(`${input}`);
      sent.push({ origin, secret: new Headers(init?.headers).get("x-api-key") });
      return fetch(input, init);
    };
    const bsky = await Bluesky.login({ ...alice, fetch: watched, headers: { "x-api-key": "canary" } });
    await bsky.com.atproto.server.getSession();
    assert.equal(sent.at(-1)?.secret, "canary");
    await bsky.com.atproto.repo.describeRepo({ repo: bob.did });
    assert.equal(sent.at(-1)?.secret, null);
    await bsky.with({ service: net.network.pds }).com.atproto.server.describeServer();
    assert.equal(sent.at(-1)?.secret, null);
    const elsewhere = { ...alice, network: { ...net.network, allowHttp: false }, service: "http://192.0.2.1" };
    await assert.rejects(Bluesky.login(elsewhere), { code: "invalid_service" });
  });

  it("logs in within its deadline, or not", async () => {
    const silent = (): Promise<never> => new Promise(() => {});
    await assert.rejects(Bluesky.login({ ...alice, fetch: silent, deadline: 200 }), { code: "timeout" });
    assert.equal((await Bluesky.login({ ...alice, deadline: 10_000 })).did, alice.did);
  });

  it("is public", async () => {
    const bsky = Bluesky.public({ network: net.network });
    await net.settled();
    assert.equal((await bsky.app.bsky.actor.getProfile({ actor: alice.did })).handle, "alice.test");
    await assert.rejects(bsky.records.create(Post, post("no")), { code: "no_repo" });
    assert.equal((await bsky.records.list(Post, { repo: alice.did })).records.length, 1);
  });

  it("takes its account from the environment", async () => {
    const { network } = net;
    const env = { BLUESKY_IDENTIFIER: bob.handle, BLUESKY_APP_PASSWORD: bob.password };
    const bsky = Bluesky.fromEnv({ env, network });
    const { uri } = await bsky.records.create(Post, post("by the environment"));
    assert.ok(uri.startsWith(`at://${bob.did}/`));
    await create(bsky, Post, post("by a function"));
    await bsky.logout();
    const bearer = Bluesky.fromEnv({ env: { BLUESKY_BEARER: net.mintToken({ did: bob.did }) }, network });
    assert.equal((await bearer.records.list(Post)).records.length, 2);
    assert.equal(bearer.did, bob.did);
  });

  it("takes a bearer as the original SDK did", async () => {
    const token = net.mintToken({ did: alice.did });
    const bsky = new Bluesky({
      bearer: async () => token,
      serverURL: net.services.pds.url,
      network: net.network,
      timeoutMs: 5_000,
    });
    assert.equal((await bsky.com.atproto.server.getSession()).did, alice.did);
    assert.ok((await getServiceAuth(bsky, { aud: "did:web:example.com" })).token);
  });

  it("resumes a session for fifty calls on an expired token with one refresh", async () => {
    const { session } = await Bluesky.login(alice);
    const saved = JSON.parse(session.export());
    const expired = JSON.stringify({ ...saved, accessJwt: net.expireToken(saved.accessJwt) });
    let refreshes = 0;
    const bsky = await Bluesky.resume(expired, {
      network: net.network,
      fetch: (input, init) => {
        if (String(input).includes("refreshSession")) refreshes++;
        return fetch(input, init);
      },
    });
    // The account's own server answers: it has fifty calls at once forwarded only as fast as the machine is.
    await Promise.all(Array.from({ length: 50 }, () => bsky.com.atproto.server.getSession()));
    assert.equal(refreshes, 1);
  });

  it("narrows errors to those of the operation, and is a client to functions", async () => {
    const bsky = await Bluesky.createAccount(
      { handle: "carol.test", email: "c@example.com", password: "carol-password" },
      { network: net.network },
    );
    await net.settled();
    assert.equal((await getProfile(bsky, { actor: bsky.did })).handle, "carol.test");
    const { getPostThread } = bsky.app.bsky.feed;
    const missing = await getPostThread.safe({ uri: `at://${bsky.did}/app.bsky.feed.post/3jzfcijpj2z2a` });
    assert.ok(!missing.ok);
    assert.ok(getPostThread.isError(missing.error, "NotFound") && missing.error instanceof XrpcError);
    await bsky.logout();
    await assert.rejects(getPostThread({ uri: "at://a.test/app.bsky.feed.post/x" }), { code: "session_closed" });
  });
});
