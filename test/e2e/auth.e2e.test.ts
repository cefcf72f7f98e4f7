import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
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
  type LoginOptions,
  login,
  loginTo,
  resume,
  type Session,
} from "bluesky/auth";
import { createFileStore } from "bluesky/auth/file";
import { createClient } from "bluesky/client";
import { getAccountInfo, updateAccountPassword } from "bluesky/com/atproto/admin";
import { createInviteCode, getSession, listAppPasswords } from "bluesky/com/atproto/server";
import type { Account, Network } from "bluesky-devnet";
import { borrowNetwork } from "../network/borrowNetwork.ts";

let net: Network;
let alice: Account;
/** Every request that the sessions of these tests have made: operation and the end of the token. */
const asked: string[] = [];
const countingFetch: typeof fetch = (input, init) => {
  asked.push(new URL(String(input)).pathname.replace("/xrpc/", ""));
  return fetch(input, init);
};
const count = (nsid: string): number => asked.filter((found) => found === nsid).length;
const logins = "com.atproto.server.createSession";
const refreshes = "com.atproto.server.refreshSession";

before(async () => {
  net = await borrowNetwork({ appView: false });
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
    // As it is copied from a profile, too.
    const copied = [`\u202a@${alice.handle}\u202c`, `@${alice.handle.toUpperCase()} `];
    for (const identifier of [alice.handle, alice.did, "alice@example.com", ...copied]) {
      const session = await login({ ...alice, identifier });
      assert.deepEqual([session.did, session.handle, session.pds], [alice.did, alice.handle, net.services.pds.url]);
      assert.equal((await getSession(createClient({ session }))).did, alice.did);
    }
  });

  it("begins within its limits, or not at all, where a server does not answer", async () => {
    const server = createServer(() => {});
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const silent = { ...net.network, plc: url, pds: url, handleResolver: url };
    try {
      for (const options of [{ network: silent }, { network: silent, service: url }, { service: url }]) {
        const started = performance.now();
        await assert.rejects(login({ ...alice, ...options, deadline: 200 }), { code: "timeout", limit: "deadline" });
        await assert.rejects(login({ ...alice, ...options, signal: AbortSignal.timeout(200) }), { code: "aborted" });
        await assert.rejects(login({ ...alice, ...options, timeout: 200 }), (error: { code?: string }) =>
          ["timeout", "resolution_failed"].includes(error.code ?? ""),
        );
        assert.ok(performance.now() - started < 4_000);
      }
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });

  it("begins with a new account", async () => {
    const { network } = net;
    const input = { handle: "carol.test", email: "carol@example.com", password: "carol-password" };
    const session = await createAccount(input, { network });
    assert.equal(session.handle, "carol.test");
    assert.equal((await getSession(createClient({ session }))).email, "carol@example.com");
  });

  it("refreshes once for fifty calls on an expired token", async () => {
    // Where our clock is taken to be two hours ahead, nothing knows beforehand that the token has expired.
    const saved = JSON.stringify({ ...JSON.parse(expired(await login(alice))), ahead: 7_200_000 });
    const session = await resume(saved, { network: net.network, fetch: countingFetch });
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
    const session = await resume(saved, { network: net.network, fetch: losing });
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
    const sessions = await Promise.all([1, 2].map(() => resume({ store, did: alice.did }, options)));
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
    const again = await resume(copy, { network: net.network });
    await assert.rejects(again.refresh(), { code: "session_expired" });
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

describe("a login with a store, on a real PDS", () => {
  const enter = (account: Account, options: Partial<LoginOptions>) =>
    login({ ...account, fetch: countingFetch, ...options });

  it("is made once, whoever logs in again, by handle, DID or e-mail address", async () => {
    const store = createMemoryStore();
    for (const identifier of ["alice@example.com", alice.handle]) {
      asked.length = 0;
      await enter(alice, { store, identifier, fresh: true });
      assert.equal(count(logins), 1);
    }
    asked.length = 0;
    for (const identifier of ["alice@example.com", alice.handle, ` @${alice.handle.toUpperCase()}`, alice.did]) {
      const session = await enter(alice, { store, identifier });
      assert.deepEqual([session.did, session.handle, asked.length], [alice.did, alice.handle, 0]);
    }
    const client = createClient({ session: await enter(alice, { store }) });
    assert.equal((await getSession(client)).did, alice.did);
    assert.deepEqual(asked, ["com.atproto.server.getSession"]);
  });

  it("outlives the program, and a new access token", async () => {
    const folder = await mkdtemp(join(tmpdir(), "bluesky-auth-"));
    try {
      const first = await enter(alice, { store: createFileStore(folder) });
      const store = createFileStore(folder);
      await store.swap(alice.did, first.export(), expired(first));
      asked.length = 0;
      const session = await enter(alice, { store });
      assert.equal((await getSession(createClient({ session }))).did, alice.did);
      assert.deepEqual([count(logins), count(refreshes)], [0, 1]);
      assert.equal((await enter(alice, { store })).export(), session.export());
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  it("follows a new account", async () => {
    const store = createMemoryStore();
    const { network } = net;
    const input = { handle: "dave.test", email: "dave@example.com", password: "dave-password" };
    const session = await createAccount(input, { network, store });
    asked.length = 0;
    for (const identifier of [input.handle, input.email, session.did]) {
      const { password } = input;
      const again = await login({ identifier, password, network, store, fetch: countingFetch });
      assert.equal(again.export(), session.export());
    }
    assert.equal(asked.length, 0);
  });

  it("goes on though the password was changed, until it is to be fresh", async () => {
    const store = createMemoryStore();
    const bob = await net.createAccount("bob");
    await enter(bob, { store });
    await setPassword(bob, "another one");
    asked.length = 0;
    const session = await enter(bob, { store });
    assert.equal((await getSession(createClient({ session }))).did, bob.did);
    assert.equal(count(logins), 0);
    await assert.rejects(enter(bob, { store, fresh: true }), { error: "AuthenticationRequired" });
    const fresh = await enter(bob, { store, fresh: true, password: "another one" });
    assert.notEqual(fresh.export(), session.export());
    assert.equal(count(logins), 2);
  });

  it("is made anew after a logout, and where the server has ended the session", async () => {
    const store = createMemoryStore();
    const first = await enter(alice, { store });
    await first.logout();
    asked.length = 0;
    const second = await enter(alice, { store });
    assert.equal(count(logins), 1);
    // As somebody else who has the tokens ends it.
    await (await resume(second.export(), { network: net.network })).logout();
    await assert.rejects(second.refresh(), { code: "session_expired" });
    const third = await enter(alice, { store });
    assert.equal(count(logins), 2);
    assert.equal((await getSession(createClient({ session: third }))).did, alice.did);
  });

  it("is made anew where the server does not know the tokens, after the first call with them", async () => {
    const store = createMemoryStore();
    const first = await enter(alice, { store });
    // As of a network that was started anew at the same address: signed with another key.
    const state = JSON.parse(first.export());
    const foreign = (jwt: string): string => jwt.replace(/[^.]+$/, (signature) => [...signature].reverse().join(""));
    const tokens = { accessJwt: foreign(state.accessJwt), refreshJwt: foreign(state.refreshJwt) };
    await store.swap(alice.did, first.export(), JSON.stringify({ ...state, ...tokens }));
    asked.length = 0;
    const stale = createClient({ session: await enter(alice, { store }) });
    await assert.rejects(getSession(stale), { code: "auth_expired" });
    assert.equal(count(logins), 0);
    const client = createClient({ session: await enter(alice, { store }) });
    assert.equal((await getSession(client)).did, alice.did);
    assert.equal(count(logins), 1);
  });

  it("is made in each network that shares the store", async () => {
    await using other = await borrowNetwork({ appView: false });
    const theirs = await other.createAccount("alice");
    assert.equal(theirs.handle, alice.handle);
    const store = createMemoryStore();
    const sessions = [await enter(alice, { store }), await enter(theirs, { store })];
    assert.deepEqual(
      sessions.map(({ did }) => did),
      [alice.did, theirs.did],
    );
    asked.length = 0;
    for (const account of [alice, theirs]) {
      const session = await enter(account, { store });
      assert.equal((await getSession(createClient({ session }))).did, account.did);
    }
    assert.equal(count(logins), 0);
    // Nor is one of here taken there by its DID, which nobody has there.
    const stranger = enter(theirs, { store, identifier: alice.did, service: other.network.pds });
    await assert.rejects(stranger, { error: "AuthenticationRequired" });
  });
});

/** Changes a password as an administrator does: sessions stay. */
async function setPassword({ did }: Account, password: string): Promise<void> {
  const session = adminSession({ service: net.network.pds, password: net.adminPassword, network: net.network });
  await updateAccountPassword(createClient({ session }), { did, password });
}

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
