import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, readdir, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { promisify } from "node:util";
import { login, resume, type SessionStore } from "bluesky/auth";
import { createFileStore } from "bluesky/auth/file";
import { createClient } from "bluesky/client";
import { getSession } from "bluesky/com/atproto/server";
import type { Account, Network } from "bluesky-devnet";
import { borrowNetwork } from "../network/borrowNetwork.ts";
import { bundleProgram } from "./bundleProgram.ts";
import { startProxy } from "./startProxy.ts";

const refreshes = "com.atproto.server.refreshSession";
const calls = "com.atproto.server.getSession";
const run = promisify(execFile);
/** An account's session, and two locks; what leads to it from its handle, and what says where it was begun, with a lock for each. */
const FILES = 3 + 2 * 2;

let net: Network;
let folder: string;
let alice: Account;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), "bluesky-stores-"));
  net = await borrowNetwork({ appView: false });
  alice = await net.createAccount("alice");
});
after(async () => {
  await net?.close();
  await rm(folder, { recursive: true, force: true });
});

/** Replaces the access token in a store. What else is kept stays. */
async function replaceToken(store: SessionStore, did: string, make: (jwt: string) => string): Promise<void> {
  const text = await store.get(did);
  const state = JSON.parse(text ?? "");
  assert.ok(await store.swap(did, text, JSON.stringify({ ...state, accessJwt: make(state.accessJwt) })));
}

const claimsOf = (jwt: string) => JSON.parse(Buffer.from(jwt.split(".")[1] ?? "", "base64url").toString());

describe("five accounts in one file store", () => {
  it("are refreshed once each, and not mixed up", async () => {
    await using proxy = await startProxy(net.network.pds);
    const network = { ...net.network, pds: proxy.url };
    const path = join(folder, "accounts");
    const store = createFileStore(path);
    const accounts = await Promise.all(["bob", "carol", "dan", "eve", "frank"].map((name) => net.createAccount(name)));
    await Promise.all(accounts.map((account) => login({ ...account, network, service: proxy.url, store })));
    for (const { did } of accounts) await replaceToken(store, did, (jwt) => net.expireToken(jwt));
    proxy.requests.length = 0;

    // Two sessions for each, as in two programs.
    const users = [...accounts, ...accounts].map(async ({ did }) => {
      const session = await resume({ store: createFileStore(path), did }, { network });
      assert.ok(session);
      const client = createClient({ session });
      const answers = await Promise.all(Array.from({ length: 10 }, () => getSession(client)));
      assert.deepEqual([...new Set(answers.map((answer) => answer.did))], [did]);
      assert.equal(await store.get(did), session.export());
    });
    await Promise.all(users);
    for (const { did } of accounts) {
      const own = proxy.requests.filter((request) => request.did === did);
      assert.equal(own.filter(({ nsid }) => nsid === refreshes).length, 1);
      assert.equal(own.filter(({ nsid }) => nsid === calls).length, 20);
      const state = JSON.parse((await store.get(did)) ?? "");
      const owners = [state.did, claimsOf(state.accessJwt).sub, claimsOf(state.refreshJwt).sub];
      assert.deepEqual(owners, [did, did, did]);
    }
    assert.equal((await readdir(path)).length, 5 * FILES);
  });
});

describe("a lock that another machine has left behind, dated by its own clock", {
  concurrency: true,
  timeout: 60_000,
}, () => {
  for (const hours of [-1, 1, 24 * 365]) {
    it(`costs neither a minute nor the new tokens: by ${hours} hours`, async () => {
      const path = join(folder, `left${hours}`);
      const store = createFileStore(path);
      const { did, network } = alice;
      const before = (await login({ ...alice, store })).export();
      const [file] = (await readdir(path)).filter(
        (name) => name.includes(did.slice(-10)) && !/\.(lock|swap)\./.test(name),
      );
      const date = new Date(Date.now() + hours * 3_600_000);
      for (const kind of ["lock", "swap"]) {
        const lock = join(path, `${file}.${kind}.900`);
        await writeFile(lock, "elsewhere 1\n");
        await utimes(lock, date, date);
      }
      const started = performance.now();
      const program = await bundleProgram("refresh", path);
      const input = JSON.stringify({ stores: [{ folder: path, did }], network, times: 1 });
      const { stdout, stderr } = await run(process.execPath, [program, input]);
      assert.deepEqual([stdout, stderr], [".", ""]);
      assert.ok(performance.now() - started < 25_000);
      const after = await store.get(did);
      assert.notEqual(after, before);
      const session = await resume({ store, did }, { network });
      assert.equal(session?.export(), after);
      assert.ok(session && (await getSession(createClient({ session }))).did === did);
    });
  }
});

describe("a session whose access token is about to expire", { concurrency: true, timeout: 60_000 }, () => {
  const minute = 60_000;
  for (const [ahead, clock] of [
    [-10 * minute, "ten minutes behind"],
    [0, "right"],
    [10 * minute, "ten minutes ahead"],
  ] as const) {
    it(`is refreshed once, before it does, where our clock is ${clock}`, async () => {
      await using proxy = await startProxy(net.network.pds);
      const path = join(folder, `clock${ahead}`);
      const store = createFileStore(path);
      const { did } = alice;
      const network = { ...net.network, pds: proxy.url };
      const program = await bundleProgram("callWithClock", path);
      /** @returns how many refreshes a program with that clock makes */
      const refreshed = async (more: object = {}): Promise<number> => {
        proxy.requests.length = 0;
        await run(process.execPath, [program, JSON.stringify({ folder: path, did, network, ahead, ...more })]);
        assert.equal(proxy.count(calls, 200), proxy.count(calls), "a call with a token that has expired");
        return proxy.count(refreshes);
      };
      const credentials = { ...alice, network, service: proxy.url };
      assert.equal(await refreshed({ credentials }), 0);
      await replaceToken(store, did, () => net.mintToken({ did, expiresIn: 5 * 60 }));
      assert.equal(await refreshed(), 0, "with five minutes left");
      await replaceToken(store, did, () => net.mintToken({ did, expiresIn: 45 }));
      assert.equal(await refreshed(), 1, "with less than a minute left");
      assert.equal(await refreshed(), 0, "with a new token");
      // Tokens live for two hours.
      assert.equal(await refreshed({ later: 118 * minute }), 0, "after 118 minutes");
      assert.equal(await refreshed({ later: 119.5 * minute }), 1, "after 119.5 minutes");
    });
  }
});

if (process.platform !== "win32") {
  describe("a session in a file store", () => {
    it("outlives a full disk, and the program that met it", async () => {
      const path = join(folder, "full");
      const store = createFileStore(path);
      const { did, network } = alice;
      const before = (await login({ ...alice, store })).export();
      const program = await bundleProgram("refresh", folder);
      const input = JSON.stringify({ stores: [{ folder: path, did }], network, times: 2 });
      // No file may become longer than nothing: the system's own way to refuse a write.
      const limited = ["-c", 'ulimit -f 0 && exec "$@"', "sh", process.execPath, program, input];
      const { stdout, stderr } = await run("sh", limited);
      assert.equal(stdout, "..");
      assert.match(stderr, /store_failed/);
      assert.match(stderr, /EFBIG/);
      assert.doesNotMatch(stderr, /eyJ/);

      assert.equal(await store.get(did), before);
      const held = (await readdir(path)).filter((file) => /\.\d+$/.test(file));
      assert.deepEqual(held, [], "a lock was left behind");
      const session = await resume({ store, did }, { network });
      assert.ok(session);
      session.on("error", (error) => assert.fail(error));
      await session.refresh();
      assert.equal((await getSession(createClient({ session }))).did, did);
      assert.equal(await store.get(did), session.export());
      assert.equal((await readdir(path)).length, FILES);
    });

    it("outlives a folder that is gone", async () => {
      const path = join(folder, "gone");
      const store = createFileStore(path);
      const session = await login({ ...alice, store });
      const errors: string[] = [];
      session.on("error", (error) => errors.push(error.code));
      await rm(path, { recursive: true });
      await writeFile(path, "a file in its place");
      await session.refresh();
      assert.deepEqual([...new Set(errors)], ["store_failed"]);
      await rm(path);
      assert.equal((await getSession(createClient({ session }))).did, alice.did);
    });
  });
}
