/** A second PDS: what it shares with the network, and what it has for itself. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { AtpAgent } from "@atproto/api";
import { type Account, type AddedPds, type Network, startNetwork } from "bluesky-devnet";
import { assertNothingLeft, makeTemporary, segmentsOf } from "./traces.ts";

async function loginAt(service: string, { did, password }: Account): Promise<AtpAgent> {
  const agent = new AtpAgent({ service });
  await agent.login({ identifier: did, password });
  return agent;
}

describe("a second PDS", { timeout: 120_000 }, () => {
  const temporary = makeTemporary();
  const systemTemporary = process.env.TMPDIR;
  let net: Network;
  let second: AddedPds;
  let alice: Account;
  let bob: Account;

  before(async () => {
    process.env.TMPDIR = temporary.path;
    net = await startNetwork();
    second = await net.addPds();
    alice = await net.createAccount("alice");
    bob = await second.createAccount("bob");
  });

  after(async () => {
    const segments = segmentsOf(temporary.path);
    await net.close();
    await assertNothingLeft(temporary.path, net.services, segments, 0);
    await assert.rejects(fetch(second.url), TypeError);
    await assert.rejects(net.addPds(), { name: "DevnetError", code: "closed" });
    if (systemTemporary === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = systemTemporary;
    temporary[Symbol.dispose]();
  });

  it("has an address, a DID and handles of its own, and the rest of the network", async () => {
    assert.notEqual(second.url, net.services.pds.url);
    assert.equal(second.did, `did:web:localhost%3A${new URL(second.url).port}`);
    const { pds, handleDomains, handleResolver, ...rest } = second.network;
    assert.deepEqual([pds, handleDomains, handleResolver], [second.url, [".pds2"], second.url]);
    const { pds: _, handleDomains: __, handleResolver: ___, ...shared } = net.network;
    assert.deepEqual(rest, shared);
    assert.equal(bob.handle, "bob.pds2");
    const document = (await (await fetch(`${net.network.plc}/${bob.did}`)).json()) as { service: object[] };
    assert.deepEqual(document.service, [
      { id: "#atproto_pds", type: "AtprotoPersonalDataServer", serviceEndpoint: second.url },
    ]);
    await assert.rejects(loginAt(net.network.pds, bob), /Invalid identifier or password/);
  });

  it("resolves handles of the other PDS, and has its own resolved there", async () => {
    // Each PDS asks the AppView for handles that are not its own.
    await net.settled();
    for (const service of [net.network.pds, second.url]) {
      const agent = new AtpAgent({ service });
      for (const { handle, did } of [alice, bob]) {
        assert.equal((await agent.resolveHandle({ handle })).data.did, did, `${handle} at ${service}`);
      }
    }
  });

  it("is read by the AppView, and settled() waits for it", async () => {
    const [a, b] = await Promise.all([loginAt(net.network.pds, alice), loginAt(second.url, bob)]);
    const { uri } = await b.post({ text: "from the second PDS" });
    await b.follow(alice.did);
    await net.settled();
    const { data } = await a.getAuthorFeed({ actor: bob.handle });
    assert.deepEqual(
      data.feed.map(({ post }) => [post.uri, post.author.handle]),
      [[uri, "bob.pds2"]],
    );
    const like = await b.like(uri, String(data.feed[0]?.post.cid));
    await net.settled();
    assert.equal((await a.getFollowers({ actor: alice.did })).data.followers[0]?.did, bob.did);
    assert.equal((await a.getPosts({ uris: [uri] })).data.posts[0]?.likeCount, 1);
    assert.ok(like.uri.startsWith(`at://${bob.did}/`));
  });

  it("says when its accounts go and come, and nothing of those that are elsewhere", async () => {
    const a = await loginAt(net.network.pds, alice);
    const b = await loginAt(second.url, bob);
    const seen = async () => {
      await net.settled();
      return a.getProfile({ actor: bob.did }).then(
        () => true,
        () => false,
      );
    };
    assert.equal(await seen(), true);
    await b.com.atproto.server.deactivateAccount({});
    assert.equal(await seen(), false);
    await b.com.atproto.server.activateAccount();
    assert.equal(await seen(), true);
  });

  it("makes and ages tokens of its own", async () => {
    const b = await loginAt(second.url, bob);
    const { accessJwt = "" } = b.session ?? {};
    const call = (token: string, service = second.url) =>
      fetch(`${service}/xrpc/com.atproto.server.getSession`, { headers: { authorization: `Bearer ${token}` } });
    assert.equal((await call(accessJwt)).status, 200);
    assert.equal((await call(accessJwt, net.network.pds)).status, 400);
    assert.match(await (await call(second.expireToken(accessJwt))).text(), /ExpiredToken/);
    const minted = { did: bob.did, scope: "com.atproto.access" } as const;
    assert.equal((await call(second.mintToken(minted))).status, 200);
    assert.equal((await call(net.mintToken(minted))).status, 400);
  });

  it("takes a domain of one's choice, apart from those that there are", async () => {
    for (const handleDomain of ["two", ".Two", ".", ".my.test", ".pds2", ".a.pds2"]) {
      await assert.rejects(net.addPds({ handleDomain }), { code: "invalid_option" }, handleDomain);
    }
    await assert.rejects(net.addPds({ signal: AbortSignal.abort() }), { code: "aborted" });
    const [third, fourth] = await Promise.all([net.addPds({ handleDomain: ".two" }), net.addPds()]);
    assert.deepEqual([third.network.handleDomains, fourth.network.handleDomains.length], [[".two"], 1]);
    assert.equal((await third.createAccount("carol")).handle, "carol.two");
  });
});

it("is to be had without the AppView, too", { timeout: 60_000 }, async () => {
  await using net = await startNetwork({ appView: false });
  const second = await net.addPds();
  const [alice, bob] = [await net.createAccount("alice"), await second.createAccount("bob")];
  await net.settled();
  for (const { handle, did, network } of [alice, bob]) {
    const agent = new AtpAgent({ service: network.pds });
    assert.equal((await agent.resolveHandle({ handle })).data.did, did);
  }
  // A PDS asks the AppView for handles that are not its own.
  await assert.rejects(new AtpAgent({ service: second.url }).resolveHandle({ handle: alice.handle }), { status: 400 });
});
