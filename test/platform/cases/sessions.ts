import {
  adminSession,
  checkSessionStore,
  createMemoryStore,
  createWebStore,
  login,
  loginTo,
  resume,
  serviceSession,
} from "bluesky/auth";
import { createClient } from "bluesky/client";
import { getSession } from "bluesky/com/atproto/server";
import type { Cases } from "../Case.ts";
import { fails, same } from "../expect.ts";
import { networkAt } from "../networkAt.ts";

const credentials = { identifier: "alice.test", password: "secret" };

export const cases: Cases = {
  "a login finds its server": async ({ origin }) => {
    const session = await login({ ...credentials, network: networkAt(origin) });
    same([session.handle, session.pds], ["alice.test", origin]);
  },

  "a login to a server that is known": async ({ origin }) => {
    const session = await loginTo({ ...credentials, service: origin, network: networkAt(origin) });
    same(session.handle, "alice.test");
  },

  "a wrong password is a typed error": async ({ origin }) => {
    const options = { ...credentials, password: "wrong", service: origin, network: networkAt(origin) };
    await fails("auth_expired", () => loginTo(options)).catch(() => fails("xrpc_error", () => loginTo(options)));
  },

  "a token that has expired is renewed": async ({ origin }) => {
    const network = networkAt(origin);
    const session = await login({ ...credentials, network });
    const events: string[] = [];
    session.on("refreshed", () => events.push("refreshed"));
    same((await getSession(createClient({ session, network }))).handle, "alice.test");
    same(events, ["refreshed"]);
  },

  "a session is kept, and resumed": async ({ origin }) => {
    const network = networkAt(origin);
    const store = createMemoryStore();
    const { did } = await login({ ...credentials, network, store });
    const found = await resume({ store, did }, { network });
    same(found?.handle, "alice.test");
    await found?.logout();
    same(await resume({ store, did }, { network }), undefined);
  },

  "a session is exported": async ({ origin }) => {
    const network = networkAt(origin);
    const exported = (await login({ ...credentials, network })).export();
    same((await resume(exported, { network })).handle, "alice.test");
  },

  "a store keeps its contract": () => checkSessionStore(shared(createMemoryStore())),

  "a store of a page's storage does, too": () => {
    const values = new Map<string, string>();
    const storage = {
      getItem: (key: string) => values.get(key) ?? null,
      setItem: (key: string, value: string) => void values.set(key, value),
      removeItem: (key: string) => void values.delete(key),
    };
    return checkSessionStore(() => createWebStore({ storage }));
  },

  "the store of a browser keeps a session, or says that it cannot": async ({ origin }) => {
    const network = networkAt(origin);
    const { did, handle, on } = await login({ ...credentials, network, store: createWebStore() });
    same(handle, "alice.test");
    if ("indexedDB" in globalThis) {
      await checkSessionStore(createWebStore);
      same((await resume({ store: createWebStore(), did }, { network }))?.handle, handle);
    } else same(await new Promise((resolve) => on("error", ({ code }) => resolve(code))), "store_failed");
  },

  "other sessions are made": async ({ origin }) => {
    const network = networkAt(origin);
    same(adminSession({ password: "secret", service: origin, network }).did, undefined);
    const session = await login({ ...credentials, network });
    const client = createClient({ session, network });
    const service = serviceSession(client, { service: origin, aud: "did:web:feeds.test", network });
    await fails("auth_expired", () => getSession(createClient({ session: service, network })));
  },
};

/** The same one, each time. */
function shared<T>(value: T): () => T {
  return () => value;
}
