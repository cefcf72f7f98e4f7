import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { createMemoryStore, login, resume, type SessionStore } from "bluesky/auth";
import { createClient } from "bluesky/client";
import { getSession } from "bluesky/com/atproto/server";
import type { Account, Network } from "bluesky-devnet";
import { borrowNetwork } from "../network/borrowNetwork.ts";
import { type Fault, type PdsProxy, startProxy } from "./startProxy.ts";

const refreshes = "com.atproto.server.refreshSession";

let net: Network;
let alice: Account;
before(async () => {
  net = await borrowNetwork({ appView: false });
  alice = await net.createAccount("alice");
});
after(() => net?.close());

/** A session whose access token has expired, in a store, behind a proxy of its own. */
async function begin({ makeStore = (store: SessionStore) => store, ...options }: BeginOptions = {}) {
  let proxy = await startProxy(net.network.pds);
  const memory = createMemoryStore();
  const network = { ...net.network, pds: proxy.url };
  const state = JSON.parse((await login({ ...alice, service: proxy.url, network, store: memory })).export());
  const swapped = memory.swap(
    alice.did,
    await memory.get(alice.did),
    JSON.stringify({ ...state, accessJwt: net.expireToken(state.accessJwt) }),
  );
  assert.ok(await swapped);
  proxy.requests.length = 0;
  const session = await resume(
    { store: makeStore(memory), did: alice.did },
    { network, storeTimeout: 500, ...options },
  );
  assert.ok(session);
  const errors: string[] = [];
  session.on("error", (error) => errors.push(error.code));
  session.on("expired", () => assert.fail("logged out"));
  const client = createClient({ session });
  return {
    session,
    memory,
    errors,
    network,
    get proxy(): PdsProxy {
      return proxy;
    },
    /** One attempt of a call: the client would make others. */
    call: () => getSession(client, undefined, { retry: false }),
    async restart() {
      proxy = await startProxy(net.network.pds, Number(new URL(proxy.url).port));
    },
    [Symbol.asyncDispose]: () => proxy.close(),
  };
}

interface BeginOptions {
  storeTimeout?: number;
  makeStore?: (memory: SessionStore) => SessionStore;
  fetch?: typeof fetch;
}

/** Something that goes wrong with a refresh for a while. */
interface Trouble {
  begin: (of: Awaited<ReturnType<typeof begin>>) => unknown;
  end: (of: Awaited<ReturnType<typeof begin>>) => unknown;
  /** What the calls meet, and the listeners of the session too. */
  code: string;
  options?: () => BeginOptions;
}

const faulty = (code: string, fault: Fault): Trouble => ({
  begin: ({ proxy }) => {
    proxy.before = ({ nsid }) => (nsid === refreshes ? fault : undefined);
  },
  end: ({ proxy }) => {
    proxy.before = () => undefined;
  },
  code,
});

let resolvable = true;
const troubles: Record<string, Trouble> = {
  "a reset": faulty("network_error", "reset"),
  "answers that are lost": faulty("network_error", "lost"),
  "answers that are cut off": faulty("network_error", "cut"),
  "a fault of the server": faulty("xrpc_error", { status: 500 }),
  "a server that is down": faulty("xrpc_error", { status: 503, headers: { "content-type": "text/html" } }),
  "a limit of the server": faulty("rate_limited", { status: 429, headers: { "retry-after": "1" } }),
  "a server that is not there": {
    begin: ({ proxy }) => proxy.close(),
    end: (of) => of.restart(),
    code: "network_error",
  },
  "a name that is not found": {
    options: () => ({
      fetch: (input, init) => fetch(resolvable ? input : String(input).replace("127.0.0.1", "nowhere.invalid"), init),
    }),
    begin: () => {
      resolvable = false;
    },
    end: () => {
      resolvable = true;
    },
    code: "network_error",
  },
};

describe("a session on a real PDS outlives", { concurrency: true, timeout: 60_000 }, () => {
  for (const [name, { begin: start, end, code, options }] of Object.entries(troubles)) {
    it(`${name} in a refresh`, async () => {
      await using of = await begin(options?.());
      await start(of);
      const calls = Array.from({ length: 5 }, () => assert.rejects(of.call(), { code }));
      await Promise.all(calls);
      assert.ok(of.errors.length > 0 && of.errors.every((found) => found === code), of.errors.join());
      await end(of);
      assert.equal((await of.call()).did, alice.did);
      assert.equal(await of.memory.get(alice.did), of.session.export());
    });
  }

  for (const fault of ["lost", "cut"] as const) {
    it(`an answer that is ${fault}, without that anybody notices`, async () => {
      await using of = await begin();
      const faults: Fault[] = [fault];
      of.proxy.before = ({ nsid }) => (nsid === refreshes ? faults.pop() : undefined);
      assert.equal((await of.call()).did, alice.did);
      assert.deepEqual([of.proxy.count(refreshes), of.errors], [2, []]);
    });
  }

  for (const status of [500, 502, 503, 403, 404]) {
    it(`a proxy that has its own word on the token: ${status}`, async () => {
      await using of = await begin();
      const kept = await of.memory.get(alice.did);
      const body = JSON.stringify({ error: "InvalidToken", message: "no" });
      of.proxy.before = ({ nsid }) => (nsid === refreshes ? { status, body } : undefined);
      await assert.rejects(of.session.refresh(), { status, error: "InvalidToken" });
      await assert.rejects(of.call(), { status, error: "InvalidToken" });
      assert.equal(await of.memory.get(alice.did), kept);
      of.proxy.before = () => undefined;
      assert.equal((await of.call()).did, alice.did);
      assert.equal(await of.memory.get(alice.did), of.session.export());
    });
  }

  const broken: Record<string, (memory: SessionStore, useIt: () => Promise<void> | void) => SessionStore> = {
    write: (memory, useIt) => ({
      ...memory,
      swap: async (...of) => {
        await useIt();
        return memory.swap(...of);
      },
    }),
    read: (memory, useIt) => ({
      ...memory,
      get: async (key) => {
        await useIt();
        return memory.get(key);
      },
    }),
    lock: (memory, useIt) => ({
      ...memory,
      lock: async (key, run) => {
        await useIt();
        return memory.lock?.(key, run) ?? run();
      },
    }),
    unlock: (memory, useIt) => ({
      ...memory,
      lock: async (key, run) => {
        const result = await (memory.lock?.(key, run) ?? run());
        await useIt();
        return result;
      },
    }),
  };
  for (const [what, breakIt] of Object.entries(broken)) {
    for (const how of ["fails to", "never comes to"]) {
      it(`a store that ${how} ${what}`, async () => {
        let isDown = false;
        const useIt = (): Promise<void> | void => {
          if (isDown && how === "fails to") throw new Error("out of order");
          if (isDown) return new Promise(() => {});
        };
        await using of = await begin({ makeStore: (memory) => breakIt(memory, useIt) });
        isDown = true;
        const calls = Array.from({ length: 50 }, async () => (await of.call()).did);
        assert.deepEqual(await Promise.all(calls), Array(50).fill(alice.did));
        assert.ok(of.errors.length > 0 && of.errors.every((code) => code === "store_failed"), of.errors.join());
        isDown = false;
        assert.equal((await of.call()).did, alice.did);
        assert.equal(of.proxy.count(refreshes), 1);
        // Written by the way, by the calls: it is tried again once in a second.
        while ((await of.memory.get(alice.did)) !== of.session.export()) {
          await of.call();
          await new Promise((resolve) => setTimeout(resolve, 50));
        }
      });
    }
  }
});

describe("fifty calls on an expired token", () => {
  it("make one refresh, though half of the answers come after it", async () => {
    await using of = await begin();
    const { promise: refreshed, resolve: release } = Promise.withResolvers<void>();
    let refusals = 0;
    of.proxy.after = ({ status }) => {
      if (status === 400 && refusals++ % 2 === 1) return refreshed;
    };
    // Where our clock is taken to be two hours ahead, nothing knows beforehand that the token has expired.
    const exported = JSON.stringify({ ...JSON.parse(of.session.export()), ahead: 7_200_000 });
    const client = createClient({ session: await resume(exported, { network: of.network }) });
    let done = 0;
    const calls = Array.from({ length: 50 }, async () => {
      assert.equal((await getSession(client, undefined, { retry: false })).did, alice.did);
      if (++done === 25) release();
    });
    await Promise.all(calls);
    assert.equal(of.proxy.count(refreshes), 1);
    assert.equal(of.proxy.count("com.atproto.server.getSession", 400), 50);
    assert.equal(of.proxy.count("com.atproto.server.getSession", 200), 50);
  });

  it("make one refresh, and not even a call with the old token, where it is known ahead", async () => {
    await using of = await begin();
    await Promise.all(Array.from({ length: 50 }, of.call));
    assert.equal(of.proxy.count(refreshes), 1);
    assert.equal(of.proxy.count("com.atproto.server.getSession"), 50);
  });
});

describe("a logout", () => {
  const ends = "com.atproto.server.deleteSession";

  it("ends with its signal where a store, its lock, or the server never answers", async () => {
    const silent = (): Promise<never> => new Promise(() => {});
    let isDown = false;
    for (const what of ["get", "swap", "lock", "server"] as const) {
      const makeStore = (memory: SessionStore): SessionStore => ({
        ...memory,
        ...(what !== "server" && {
          [what]: (...of: never[]) => (isDown ? silent() : Reflect.apply(memory[what] ?? silent, memory, of)),
        }),
      });
      isDown = false;
      await using of = await begin({ makeStore, storeTimeout: 10_000 });
      isDown = true;
      if (what === "server") of.proxy.before = ({ nsid }) => (nsid === ends ? silent() : undefined);
      const started = performance.now();
      const out = of.session.logout({ signal: AbortSignal.timeout(300) });
      // What is done behind, or before, is no failure.
      await out.catch((error) => assert.equal(error.code, "aborted", what));
      assert.ok(performance.now() - started < 5_000, what);
      await assert.rejects(of.call(), { code: "session_closed" });
    }
  });

  it("ends the session at the server, and then in the store", async () => {
    await using of = await begin();
    await of.call();
    const copy = createMemoryStore();
    await copy.swap(alice.did, undefined, of.session.export());
    const kept: (string | undefined)[] = [];
    of.proxy.after = async ({ nsid }) => {
      if (nsid === ends) kept.push(await of.memory.get(alice.did));
    };
    const exported = of.session.export();
    await of.session.logout();
    assert.deepEqual(kept, [exported]);
    assert.equal(await of.memory.get(alice.did), undefined);
    const again = await resume({ store: copy, did: alice.did }, { network: of.network });
    await assert.rejects(async () => again?.refresh(), { code: "session_expired" });
  });

  for (const [fault, code] of [
    ["reset", "network_error"],
    ["lost", "network_error"],
    [{ status: 503 }, "xrpc_error"],
  ] as const) {
    it(`clears the store also where the server fails, and says so: ${JSON.stringify(fault)}`, async () => {
      await using of = await begin();
      of.proxy.before = ({ nsid }) => (nsid === ends ? fault : undefined);
      await assert.rejects(of.session.logout(), { code });
      assert.equal(await of.memory.get(alice.did), undefined);
      await assert.rejects(of.call(), { code: "session_closed" });
    });
  }
});
