import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { inspect, promisify } from "node:util";
import {
  adminSession,
  bearerSession,
  createAccount,
  createMemoryStore,
  createServiceAuth,
  login,
  loginTo,
  resume,
  resumeFrom,
  type Session,
} from "bluesky/auth";
import { createFileStore } from "bluesky/auth/file";
import { createClient } from "bluesky/client";
import { getAccountInfo } from "bluesky/com/atproto/admin";
import { createInviteCode, getSession, listAppPasswords } from "bluesky/com/atproto/server";
import { type Account, type Network, startNetwork } from "bluesky-devnet";

let net: Network;
let alice: Account;
/** Every request that the sessions of these tests have made: operation and the end of the token. */
const asked: string[] = [];
const countingFetch: typeof fetch = (input, init) => {
  asked.push(new URL(String(input)).pathname.replace("/xrpc/", ""));
  return fetch(input, init);
};
const count = (nsid: string): number => asked.filter((found) => found === nsid).length;
const refreshes = "com.atproto.server.refreshSession";

before(async () => {
  net = await startNetwork({ appView: false });
  alice = await net.createAccount("alice");
});
after(() => net?.close());

/** The same session, but its access token has expired. */
function expired(session: Session): string {
  const saved = JSON.parse(session.export());
  return JSON.stringify({ ...saved, accessJwt: net.expireToken(saved.accessJwt) });
}

describe("a password session on a real PDS", () => {
  it("begins with a handle, a DID or an e-mail address", async () => {
    for (const identifier of [alice.handle, alice.did, "alice@example.com"]) {
      const session = await login({ ...alice, identifier });
      assert.deepEqual([session.did, session.handle, session.pds], [alice.did, alice.handle, net.services.pds.url]);
      assert.equal((await getSession(createClient({ session }))).did, alice.did);
    }
  });

  it("begins with a new account", async () => {
    const { network } = net;
    const session = await createAccount({
      handle: "carol.test",
      email: "carol@example.com",
      password: "carol-password",
      network,
    });
    assert.equal(session.handle, "carol.test");
    assert.equal((await getSession(createClient({ session }))).email, "carol@example.com");
  });

  it("refreshes once for fifty calls on an expired token", async () => {
    const session = resume(expired(await login(alice)), { network: net.network, fetch: countingFetch });
    const client = createClient({ session });
    await Promise.all(Array.from({ length: 50 }, () => getSession(client)));
    assert.equal(count(refreshes), 1);
    assert.equal(count("com.atproto.server.getSession"), 100);
    await getSession(client);
    assert.equal(count(refreshes), 1);
  });

  it("refreshes again with a token whose answer was lost", async () => {
    const saved = expired(await login(alice));
    let lost = 0;
    const losing: typeof fetch = async (input, init) => {
      const response = await fetch(input, init);
      if (!String(input).endsWith(refreshes) || lost++ > 0) return response;
      throw new TypeError("fetch failed", { cause: Object.assign(new Error("reset"), { code: "ECONNRESET" }) });
    };
    const session = resume(saved, { network: net.network, fetch: losing });
    assert.equal((await getSession(createClient({ session }))).did, alice.did);
    assert.equal(lost, 2);
  });

  it("is refreshed once by two users of one store", async () => {
    const store = createMemoryStore();
    const first = await login({ ...alice, store });
    const saved = expired(first);
    await store.swap(alice.did, await store.get(alice.did), saved);
    asked.length = 0;
    const options = { network: net.network, fetch: countingFetch };
    const sessions = await Promise.all([resumeFrom(store, alice.did, options), resumeFrom(store, alice.did, options)]);
    await Promise.all(
      sessions.map(async (session) => {
        assert.ok(session);
        await getSession(createClient({ session }));
      }),
    );
    assert.equal(count(refreshes), 1);
    await first.logout();
    assert.equal(await store.get(alice.did), undefined);
  });

  it("is refreshed once by two processes with one store", async () => {
    const folder = await mkdtemp(join(tmpdir(), "bluesky-auth-"));
    try {
      const store = createFileStore(folder);
      const session = await login({ ...alice, store });
      await store.swap(alice.did, session.export(), expired(session));
      const program = fileURLToPath(new URL("programs/callWithStore.ts", import.meta.url));
      const input = JSON.stringify({ folder, did: alice.did, network: net.network, calls: 25 });
      const run = promisify(execFile);
      const node = ["--conditions=@bluesky/source", "--disable-warning=ExperimentalWarning", program, input];
      const outputs = await Promise.all([run(process.execPath, node), run(process.execPath, node)]);
      const refreshed = outputs.map(({ stdout }) => Number(stdout));
      assert.deepEqual(refreshed.sort(), [0, 1]);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  it("ends at the server", async () => {
    const session = await login(alice);
    const copy = session.export();
    await session.logout();
    await assert.rejects(resume(copy, { network: net.network }).refresh(), { code: "session_expired" });
  });

  it("takes an app password, and says what went wrong with a wrong one", async () => {
    const wrong = login({ ...alice, password: "CANARY-password" });
    await assert.rejects(wrong, (error) => {
      assert.deepEqual(
        [(error as { status?: number }).status, (error as { error?: string }).error],
        [401, "AuthenticationRequired"],
      );
      assert.doesNotMatch(inspect(error, { depth: null, showHidden: true }), /CANARY/);
      return true;
    });
    const client = createClient({ session: await loginTo({ ...alice, service: net.network.pds }) });
    assert.deepEqual((await listAppPasswords(client)).passwords, []);
  });
});

describe("other sessions on a real PDS", () => {
  it("send a bearer, until it expires", async () => {
    const token = net.mintToken({ did: alice.did });
    const { network } = net;
    const session = bearerSession({ token: async () => token, did: alice.did, network });
    assert.equal((await getSession(createClient({ session }))).did, alice.did);
    const old = createClient({ session: bearerSession({ token: net.expireToken(token), network }) });
    await assert.rejects(getSession(old), { code: "auth_expired" });
  });

  it("administer", async () => {
    const service = net.network.pds;
    const admin = createClient({
      session: adminSession({ service, password: net.adminPassword, network: net.network }),
    });
    assert.equal((await getAccountInfo(admin, { did: alice.did })).handle, alice.handle);
    assert.match((await createInviteCode(admin, { useCount: 1 })).code, /-/);
  });

  it("make service tokens", async () => {
    const serviceAuth = createServiceAuth(createClient({ session: await login(alice) }));
    const token = await serviceAuth({ aud: "did:web:feeds.example.com", lxm: "app.bsky.feed.getFeedSkeleton" });
    const claims = JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString());
    assert.deepEqual(
      [claims.iss, claims.aud, claims.lxm],
      [alice.did, "did:web:feeds.example.com", "app.bsky.feed.getFeedSkeleton"],
    );
  });
});
