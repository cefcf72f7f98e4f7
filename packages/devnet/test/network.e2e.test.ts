/** What a network can do, and that `close()` leaves nothing of it. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { type Account, DevnetError, type Network, startNetwork } from "bluesky-devnet";
import { assertNothingLeft, listeningAddresses, makeTemporary, processesOf, segmentsOf } from "./traces.ts";

const loopback = /^0100007F:[0-9A-F]{4}$/;

describe("a network", () => {
  const temporary = makeTemporary();
  const systemTemporary = process.env.TMPDIR;
  let net: Network;
  let alice: Account;
  let session: { accessJwt: string; refreshJwt: string };

  before(async () => {
    process.env.TMPDIR = temporary.path;
    // What must not get through to the official servers.
    Object.assign(process.env, {
      PDS_INVITE_REQUIRED: "true",
      LOG_ENABLED: "true",
      DB_POSTGRES_URL: "postgres://nowhere",
    });
    net = await startNetwork();
    alice = await net.createAccount("alice");
    session = await login(net, alice);
  });

  after(async () => {
    const segments = segmentsOf(temporary.path);
    const begin = performance.now();
    await net.close();
    const took = performance.now() - begin;
    await assertNothingLeft(temporary.path, net.services, segments, 0);
    assert.ok(took < 5000, `close() took ${took} ms`);
    assert.equal(await net.ended(), undefined);
    await net.close(); // again does nothing
    await assert.rejects(net.settled(), { name: "DevnetError", code: "closed" });
    await assert.rejects(net.createAccount("late"), { name: "DevnetError", code: "closed" });
    if (systemTemporary === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = systemTemporary;
    for (const name of ["PDS_INVITE_REQUIRED", "LOG_ENABLED", "DB_POSTGRES_URL"]) delete process.env[name];
    temporary[Symbol.dispose]();
  });

  it("gives accounts what a login takes", () => {
    assert.deepEqual(
      { ...alice, did: undefined },
      {
        did: undefined,
        handle: "alice.test",
        identifier: "alice.test",
        password: "alice-password",
        network: net.network,
      },
    );
    assert.match(alice.did, /^did:plc:[a-z2-7]{24}$/);
  });

  it("takes a name, a handle, options, or nothing for an account", async () => {
    const made = await Promise.all([
      net.createAccount("bob.test"),
      net.createAccount({ name: "carla", password: "secret" }),
      net.createAccount(),
    ]);
    assert.deepEqual([made[0].handle, made[1].handle, made[1].password], ["bob.test", "carla.test", "secret"]);
    assert.match(made[2].handle, /^user-[0-9a-f]{8}\.test$/);
  });

  it("says why an account was refused", async () => {
    await assert.rejects(net.createAccount("alice"), { code: "account_refused", message: /alice\.test.*taken/i });
    await assert.rejects(net.createAccount("a"), { code: "account_refused", message: /InvalidHandle/ });
    await assert.rejects(net.createAccount({ name: "dora", signal: AbortSignal.abort() }), { code: "aborted" });
  });

  it("shows in the AppView what was written to the PDS, once settled", async () => {
    const text = "Hello from the development network";
    const { uri } = await call(net.network.pds, "com.atproto.repo.createRecord", {
      token: session.accessJwt,
      body: {
        repo: alice.did,
        collection: "app.bsky.feed.post",
        record: { $type: "app.bsky.feed.post", text, createdAt: new Date().toISOString() },
      },
    });
    await net.settled();
    const { posts } = await call(
      net.network.appView.url,
      `app.bsky.feed.getPosts?uris=${encodeURIComponent(String(uri))}`,
    );
    assert.equal((posts as { record: { text: string } }[])[0]?.record.text, text);
  });

  it("resolves handles, and knows the DIDs that it says", async () => {
    const { did } = await call(net.network.handleResolver, "com.atproto.identity.resolveHandle?handle=alice.test");
    assert.equal(did, alice.did);
    const { pds, appView, ozone } = net.services;
    assert.equal((await call(pds.url, "com.atproto.server.describeServer")).did, pds.did);
    for (const [service, id] of [
      [appView, "#bsky_appview"],
      [ozone, "#atproto_labeler"],
    ] as const) {
      const answer = await fetch(`${net.network.plc}/${service?.did}`);
      const document = (await answer.json()) as { service: { id: string; serviceEndpoint: string }[] };
      assert.equal(document.service.find((entry) => entry.id === id)?.serviceEndpoint, service?.url);
    }
    assert.deepEqual(net.network.labelers, [ozone?.did]);
  });

  it("is described by plain data", () => {
    assert.deepEqual(JSON.parse(JSON.stringify(net.network)), JSON.parse(JSON.stringify(structuredClone(net.network))));
    assert.equal(net.network.allowHttp, true);
    assert.equal(net.network.chat, undefined);
    assert.equal(net.network.video, undefined);
    assert.deepEqual(net.network.handleDomains, [".test"]);
  });

  it("can make a token expire", async () => {
    const expired = net.expireToken(session.accessJwt);
    const get = (token: string) => call(net.network.pds, "com.atproto.server.getSession", { token });
    assert.equal((await get(session.accessJwt)).did, alice.did);
    await assert.rejects(get(expired), /^Error: 400 ExpiredToken/);
    const refresh = (token: string) =>
      call(net.network.pds, "com.atproto.server.refreshSession", { token, body: null });
    await assert.rejects(refresh(net.expireToken(session.refreshJwt)), /ExpiredToken/);
    assert.throws(() => net.expireToken("not a token"), { code: "invalid_token" });
  });

  it("can mint a token", async () => {
    const get = (token: string) => call(net.network.pds, "com.atproto.server.getSession", { token });
    assert.equal((await get(net.mintToken({ did: alice.did }))).handle, "alice.test");
    await assert.rejects(get(net.mintToken({ did: alice.did, expiresIn: -60 })), /ExpiredToken/);
    await assert.rejects(get(net.mintToken({ did: alice.did, audience: "did:web:example.com" })), /InvalidToken/);
  });

  it("has an admin", async () => {
    const basic = Buffer.from(`admin:${net.adminPassword}`).toString("base64");
    const path = `com.atproto.admin.getAccountInfo?did=${alice.did}`;
    assert.equal((await call(net.network.pds, path, { authorization: `Basic ${basic}` })).handle, "alice.test");
  });

  it("has moderators, who reach Ozone through their own server", async () => {
    const mod = await net.createAccount({ name: "mod", role: "moderator" });
    const ask = async (account: Account, path: string): Promise<Record<string, unknown>> => {
      const { accessJwt } = await login(net, account);
      return call(net.network.pds, path, { token: accessJwt, proxy: net.network.labelers[0] });
    };
    const { viewer } = await ask(mod, "tools.ozone.server.getConfig");
    assert.deepEqual(viewer, { role: "tools.ozone.team.defs#roleModerator" });
    assert.ok(Array.isArray((await ask(mod, "tools.ozone.moderation.queryEvents")).events));
    await assert.rejects(ask(alice, "tools.ozone.moderation.queryEvents"), /^Error: 401/);
  });

  it("does not limit rates", async () => {
    const answer = await fetch(`${net.network.pds}/xrpc/com.atproto.server.describeServer`);
    assert.equal(answer.headers.get("ratelimit-limit"), null);
  });

  it("listens on loopback only, all of it", () => {
    const addresses = processesOf(temporary.path).flatMap(({ pid }) => listeningAddresses(pid));
    assert.ok(addresses.length >= 6, `PLC, PDS, AppView, data plane, bsync, Ozone: ${addresses}`);
    for (const address of addresses) assert.match(address, loopback);
  });

  it("gives up waiting when told to", async () => {
    await assert.rejects(net.settled({ signal: AbortSignal.abort() }), { code: "aborted" });
    await assert.rejects(
      net.settled({ timeout: 0 }),
      (error) => error instanceof DevnetError && error.code === "timeout",
    );
  });
});

async function login(
  net: Network,
  { identifier, password }: Account,
): Promise<{ accessJwt: string; refreshJwt: string }> {
  const { accessJwt, refreshJwt } = await call(net.network.pds, "com.atproto.server.createSession", {
    body: { identifier, password },
  });
  return { accessJwt: String(accessJwt), refreshJwt: String(refreshJwt) };
}

async function call(
  service: string,
  method: string,
  options: { token?: string; authorization?: string; proxy?: string | undefined; body?: unknown } = {},
): Promise<Record<string, unknown>> {
  const { token, authorization = token === undefined ? undefined : `Bearer ${token}`, proxy, body } = options;
  const answer = await fetch(`${service}/xrpc/${method}`, {
    method: body === undefined ? "GET" : "POST",
    headers: {
      ...(authorization && { authorization }),
      ...(proxy && { "atproto-proxy": `${proxy}#atproto_labeler` }),
      ...(body ? { "content-type": "application/json" } : {}),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  const data = (await answer.json()) as Record<string, unknown>;
  if (!answer.ok) throw new Error(`${answer.status} ${data.error} ${data.message}`);
  return data;
}
