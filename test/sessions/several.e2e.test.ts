import assert from "node:assert/strict";
import { after, before, it } from "node:test";
import { createMemoryStore, login, resume, type SessionStore } from "bluesky/auth";
import { createClient } from "bluesky/client";
import { getSession } from "bluesky/com/atproto/server";
import type { Account, Network } from "bluesky-devnet";
import { borrowNetwork } from "../network/borrowNetwork.ts";
import { startProxy } from "./startProxy.ts";

/** Two sessions of one account and one store, as two tabs or two processes have them. */

let net: Network;
before(async () => {
  net = await borrowNetwork({ appView: false });
});
after(() => net?.close());

function through(proxy: { readonly url: string }, account: Account) {
  return { ...account, network: { ...net.network, pds: proxy.url }, service: proxy.url };
}

it("a logout waits for the refresh of another session, and ends what that one gets", async () => {
  await using proxy = await startProxy(net.network.pds);
  const alice = through(proxy, await net.createAccount());
  const store = createMemoryStore();
  const first = await login({ ...alice, store });
  const second = await resume({ store, did: alice.did }, alice);
  assert.ok(second);
  const { promise: held, resolve: release } = Promise.withResolvers<void>();
  const { promise: asked, resolve: ask } = Promise.withResolvers<void>();
  proxy.after = ({ nsid }) => {
    if (!nsid.endsWith("refreshSession")) return;
    ask();
    return held;
  };
  const refresh = second.refresh();
  await asked; // The PDS has made new tokens; they are on their way.
  const leaving = first.logout();
  release();
  await refresh;
  const exported = second.export();
  await leaving;
  assert.equal(await store.get(alice.did), undefined);
  // Also for someone who has the tokens and asks no store.
  const copy = await resume(exported, alice);
  await assert.rejects(copy.refresh(), { code: "session_expired" });
});

it("a session that was logged out elsewhere is over", async () => {
  const alice = await net.createAccount();
  const store = createMemoryStore();
  const first = await login({ ...alice, store });
  const second = await resume({ store, did: alice.did }, alice);
  assert.ok(second);
  await first.logout();
  await assert.rejects(second.refresh(), { code: "session_closed" });
  assert.throws(() => second.export(), { code: "session_closed" });
  await second.logout();
});

it("a call without a network asks for a refresh three times, not twice three times", async () => {
  await using proxy = await startProxy(net.network.pds);
  const alice = through(proxy, await net.createAccount());
  const store: SessionStore = createMemoryStore();
  const state = JSON.parse((await login({ ...alice, store })).export());
  const expired = JSON.stringify({ ...state, accessJwt: net.expireToken(state.accessJwt) });
  await store.swap(alice.did, await store.get(alice.did), expired);
  const session = await resume({ store, did: alice.did }, alice);
  assert.ok(session);
  let errors = 0;
  session.on("error", () => errors++);
  proxy.before = ({ nsid }) => (nsid.endsWith("refreshSession") ? "reset" : undefined);
  await assert.rejects(getSession(createClient({ session }), undefined, { retry: false }), { code: "network_error" });
  assert.equal(proxy.count("com.atproto.server.refreshSession"), 3);
  assert.equal(errors, 1);
});
