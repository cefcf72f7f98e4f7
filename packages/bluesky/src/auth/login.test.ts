import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { inspect } from "node:util";
import { getTimeline } from "../lexicons/app/bsky/feed/getTimeline.ts";
import { createSession } from "../lexicons/com/atproto/server/createSession.ts";
import type { NetworkConfig } from "../network/NetworkConfig.ts";
import { createClient } from "../xrpc/client/createClient.ts";
import { XrpcError } from "../xrpc/errors/XrpcError.ts";
import { createAccount } from "./createAccount.ts";
import { type LoginOptions, login } from "./login.ts";
import { loginTo } from "./loginTo.ts";
import { resume } from "./resume.ts";
import { checkSessionStore } from "./stores/checkSessionStore.ts";
import { createMemoryStore } from "./stores/createMemoryStore.ts";
import type { SessionStore } from "./stores/SessionStore.ts";
import { begin } from "./testing/begin.ts";
import { code, did, FakePds, logins, network, pds, service } from "./testing/FakePds.ts";
import { adminSession } from "./tokens/adminSession.ts";
import { bearerSession } from "./tokens/bearerSession.ts";

describe("login", () => {
  it("sends the password to the server named, and calls to the account's own", async () => {
    const { server, session, call } = await begin();
    assert.equal(session.did, did);
    assert.equal(session.handle, "alice.example.com");
    assert.equal(session.pds, pds);
    await call();
    const [first, second] = server.asked;
    assert.deepEqual(JSON.parse(first?.body ?? ""), { identifier: "alice.example.com", password: "CANARY-password" });
    assert.deepEqual(
      [first?.origin, first?.redirect, second?.origin, second?.redirect],
      [service, "manual", pds, "manual"],
    );
    assert.equal(server.asked.length, 2);
  });

  it("stays with the server where the DID document names none that may be called", async () => {
    for (const endpoint of ["http://pds.example.com", "https://10.0.0.1", "https://pds.example.com/path"]) {
      const server = new FakePds();
      server.didDoc = {
        id: did,
        service: [{ id: "#atproto_pds", type: "AtprotoPersonalDataServer", serviceEndpoint: endpoint }],
      };
      assert.equal((await begin(server)).session.pds, service);
    }
    const foreign = new FakePds();
    foreign.didDoc = { ...foreign.didDoc, id: "did:plc:bbbbbbbbbbbbbbbbbbbbbbbb" };
    assert.equal((await begin(foreign)).session.pds, service);
  });

  it("finds the server by handle or DID, and asks the network's for an e-mail address or a lost handle", async () => {
    const server = new FakePds();
    const { fetch } = server;
    for (const identifier of ["Alice.example.com", did, "alice@example.com", "lost.example.com"]) {
      await login({ identifier, password: "CANARY-password", network, fetch });
    }
    assert.deepEqual(
      server.asked.filter(({ nsid }) => nsid === logins).map(({ origin }) => origin),
      [pds, pds, service, service],
    );
    const broken = async (): Promise<Response> => new Response("", { status: 503 });
    await assert.rejects(
      login({ identifier: did, password: "CANARY-password", network, fetch: broken }),
      code("resolution_failed"),
    );
  });

  it("says which option is missing or malformed, and does not repeat it", async () => {
    const { fetch, asked } = new FakePds();
    const credentials = { identifier: "alice.example.com", password: "CANARY-password", service, network, fetch };
    const missing: [string, object][] = [
      ["identifier", { identifier: " @ " }],
      ["identifier", { identifier: undefined }],
      ["password", { password: "" }],
      ["password", { password: undefined }],
      ["password", { password: 12345 }],
    ];
    // Where a server is named to `loginTo`, that knows what it takes.
    const malformed: [string, object][] = [
      ["identifier", { identifier: "CANARY-nobody" }],
      ["identifier", { identifier: "CANARY-nobody", service: undefined }],
    ];
    const refused = (option: string) => (error: Error & { option?: string }) => {
      assert.equal(error.option, option);
      assert.doesNotMatch(inspect(error, { depth: null, showHidden: true }), /CANARY|12345/);
      return code("invalid_option")(error);
    };
    for (const [option, wrong] of [...missing, ...malformed]) {
      await assert.rejects(login({ ...credentials, ...wrong }), refused(option));
    }
    for (const [option, wrong] of missing) await assert.rejects(loginTo({ ...credentials, ...wrong }), refused(option));
    assert.equal(asked.length, 0);
  });

  it("gives a wrong password as a typed error, without the password", async () => {
    const { fetch } = new FakePds();
    await assert.rejects(
      loginTo({ service, identifier: "a.example.com", password: "CANARY-wrong", network, fetch }),
      (error) => {
        assert.ok(error instanceof XrpcError);
        assert.equal(error.error, "AuthenticationRequired");
        assert.ok(!createSession.isError(error, "AuthFactorTokenRequired"));
        assert.doesNotMatch(inspect(error, { depth: null, showHidden: true }), /CANARY-wrong/);
        return true;
      },
    );
  });

  it("sends no password over http, unless to this machine", async () => {
    const { fetch, asked } = new FakePds();
    for (const bad of ["http://pds.example.com", "ftp://pds.example.com", "pds.example.com", ""]) {
      await assert.rejects(
        loginTo({ service: bad, identifier: "a.b", password: "x", network, fetch }),
        code("invalid_service"),
      );
    }
    assert.equal(asked.length, 0);
    await loginTo({ service: "http://localhost:2583", identifier: "a.b", password: "CANARY-password", network, fetch });
  });
});

describe("a server that is named", () => {
  const credentials = { identifier: "alice.example.com", password: "CANARY-password" };

  it("gets no password over http, however it is written, nor where it is in a private network", async () => {
    const { fetch, asked } = new FakePds();
    const refused = [
      ...["http://8.8.8.8", "http://[2001:db8::1]", "http://0x08080808", "http://134744072", "http://10.0.0.1"],
      ...[
        "http://pds.example.com.",
        "HTTP://PDS.EXAMPLE.COM",
        "http://localhost.example.com",
        "http://127.0.0.1.nip.io",
      ],
      ...[
        "https://10.0.0.1",
        "https://169.254.169.254",
        "https://[fd00::1]",
        "https://router.lan",
        "https://x.INTERNAL.",
      ],
      ...["localhost:2583", "ws://pds.example.com", "javascript:alert(1)", "data:,x", "https://", "//pds.example.com"],
    ];
    for (const service of refused) {
      const options = { ...credentials, service, network, fetch };
      for (const begin of [login, loginTo]) await assert.rejects(begin(options), code("invalid_service"), service);
      await assert.rejects(
        createAccount({ handle: "alice.example.com" }, { service, network, fetch }),
        code("invalid_service"),
        service,
      );
      assert.throws(
        () => bearerSession({ token: "CANARY", service, network, fetch }),
        code("invalid_service"),
        service,
      );
      assert.throws(() => adminSession({ password: "CANARY", service, network, fetch }), code("invalid_service"));
    }
    assert.equal(asked.length, 0);
  });

  it("gets one on this machine, and over http where the network allows it", async () => {
    for (const service of ["http://localhost:2583", "http://127.0.0.1:2583", "http://127.1", "http://[::1]:2583"]) {
      await loginTo({ ...credentials, service, network, fetch: new FakePds().fetch });
    }
    const open: NetworkConfig = { ...network, allowHttp: true };
    await loginTo({ ...credentials, service: "http://10.0.0.1:2583", network: open, fetch: new FakePds().fetch });
  });

  it("is an origin: what would be lost is refused, and not shown", async () => {
    const { fetch, asked } = new FakePds();
    for (const [service, said] of [
      ["https://alice:CANARY-password@pds.example.com", /user or a password/],
      ["https://CANARY-user@pds.example.com", /user or a password/],
      ["https://pds.example.com/CANARY-path", /a path/],
      ["https://pds.example.com/?token=CANARY", /a query/],
      ["https://pds.example.com/#CANARY", /a query or a fragment/],
    ] as const) {
      await assert.rejects(loginTo({ ...credentials, service, network, fetch }), (error: Error) => {
        assert.match(error.message, said);
        assert.doesNotMatch(`${inspect(error, { depth: null, showHidden: true })} ${JSON.stringify(error)}`, /CANARY/);
        return code("invalid_service")(error);
      });
    }
    assert.equal(asked.length, 0);
    await loginTo({ ...credentials, service: ` ${service}/ `.trim(), network, fetch });
  });
});

describe("an identifier", () => {
  it("is taken as people copy it: with direction marks, spaces, an @, and capitals", async () => {
    for (const identifier of [
      "\u202aalice.example.com\u202c",
      "\u2068@Alice.Example.com\u2069",
      " \u200e@alice.example.com\u200f ",
      "@Alice.Example.Com ",
      "\u061calice.example.com",
    ]) {
      for (const named of [service, undefined]) {
        const server = new FakePds();
        const { fetch } = server;
        const store = createMemoryStore();
        const options = { identifier, password: "CANARY-password", service: named, network, fetch, store };
        await login(options);
        const { body } = server.asked.find(({ nsid }) => nsid === logins) ?? {};
        assert.equal(JSON.parse(body ?? "{}").identifier, "alice.example.com");
        // And found again in the store, however it is written.
        await login({ ...options, identifier: "alice.example.com" });
        assert.equal(server.count(logins), 1);
      }
    }
    const server = new FakePds();
    await loginTo({
      identifier: `\u202a${did}\u202c`,
      password: "CANARY-password",
      service,
      network,
      fetch: server.fetch,
    });
    await loginTo({
      identifier: "\u202aAlice@example.com\u202c",
      password: "CANARY-password",
      service,
      network,
      fetch: server.fetch,
    });
    assert.deepEqual(
      server.asked.map(({ body }) => JSON.parse(body).identifier),
      [did, "Alice@example.com"],
    );
  });
});

describe("the limits of a login", () => {
  const silent: typeof fetch = () => new Promise(() => {});
  const credentials = { identifier: "alice.example.com", password: "CANARY-password", network };

  it("hold for whatever it is waiting for", async () => {
    const memory = createMemoryStore();
    const hung: SessionStore = { ...memory, get: () => new Promise(() => {}) };
    const full: SessionStore = { ...memory, swap: () => new Promise(() => {}) };
    const { fetch } = new FakePds();
    const onlyFor =
      (nsid: string): typeof globalThis.fetch =>
      (input, init) =>
        String(input).includes(nsid) ? silent(input, init) : fetch(input, init);
    const waits: [what: string, options: Partial<LoginOptions>][] = [
      ["the store", { fetch, store: hung }],
      ["the handle", { fetch: onlyFor("resolveHandle") }],
      ["the DID document", { fetch: onlyFor("did:plc") }],
      ["the login", { fetch: onlyFor(logins) }],
      ["the storing", { fetch, store: full }],
    ];
    for (const [what, options] of waits) {
      const started = performance.now();
      const late = login({ ...credentials, ...options, deadline: 50, storeTimeout: 1_000 });
      await assert.rejects(late, { code: "timeout", limit: "deadline", after: 50, nsid: logins }, what);
      const signal = AbortSignal.timeout(50);
      const aborted = login({ ...credentials, ...options, signal, storeTimeout: 1_000 });
      await assert.rejects(aborted, code("aborted"), what);
      assert.ok(performance.now() - started < 900, what);
    }
    for (const begin of [login, loginTo]) {
      await assert.rejects(begin({ ...credentials, service, fetch: silent, deadline: 50 }), code("timeout"));
    }
    const account = { handle: "alice.example.com" };
    await assert.rejects(createAccount(account, { network, fetch: silent, deadline: 50 }), code("timeout"));
    await assert.rejects(createAccount(account, { network, fetch, store: full, deadline: 50, storeTimeout: 1_000 }), {
      ...{ code: "timeout", limit: "deadline", nsid: "com.atproto.server.createAccount" },
    });
  });

  it("are for each request, too", async () => {
    for (const service of [undefined, pds]) {
      const started = performance.now();
      const late = login({ ...credentials, service, fetch: silent, timeout: 50 });
      await assert.rejects(late, code(service === undefined ? "resolution_failed" : "timeout"));
      assert.ok(performance.now() - started < 2_000);
    }
    await assert.rejects(
      createAccount({ handle: "alice.example.com" }, { network, fetch: silent, timeout: 50 }),
      code("timeout"),
    );
  });

  it("take signals of another realm, and refuse what is none", async () => {
    const { fetch } = new FakePds();
    const events = new EventTarget();
    // As of a frame, or of another implementation: it is not the platform's own.
    const foreign = {
      aborted: false,
      reason: "enough",
      addEventListener: events.addEventListener.bind(events),
      removeEventListener: events.removeEventListener.bind(events),
    } as unknown as AbortSignal;
    const session = await login({ ...credentials, fetch, signal: foreign });
    await session.refresh({ signal: foreign });
    await session.logout({ signal: foreign });
    const waiting = login({ ...credentials, fetch: silent, signal: foreign });
    Object.assign(foreign, { aborted: true });
    events.dispatchEvent(new Event("abort"));
    await assert.rejects(waiting, { code: "aborted", cause: "enough" });

    const account = { handle: "alice.example.com" };
    const other = await login({ ...credentials, fetch });
    for (const none of [{}, "signal", 5, { aborted: true }]) {
      const signal = none as AbortSignal;
      const calls = [
        ...[login({ ...credentials, fetch, signal }), loginTo({ ...credentials, service, fetch, signal })],
        ...[createAccount(account, { network, fetch, signal }), resume(other.export(), { signal, network })],
        ...[
          resume({ store: createMemoryStore(), did }, { signal }),
          other.refresh({ signal }),
          other.logout({ signal }),
        ],
        checkSessionStore(createMemoryStore, { signal }),
      ];
      for (const [n, call] of calls.entries()) {
        await assert.rejects(call, { code: "invalid_option", option: "signal" }, `${n} ${JSON.stringify(none)}`);
      }
    }
    await other.refresh();
  });
});

describe("login with a store", () => {
  /** Logs in at a server in memory. Each store is one: its sessions are found again. */
  const enter = (server: FakePds, store: SessionStore, options: Partial<LoginOptions> = {}) =>
    login({
      identifier: "alice.example.com",
      password: "CANARY-password",
      network,
      fetch: server.fetch,
      store,
      ...options,
    });

  /** What a store says of itself when it is out of order. */
  const failing = (store: SessionStore, what: "get" | "swap" | "all"): SessionStore => {
    const fail = (): never => {
      throw new Error("out of order");
    };
    return { ...store, ...(what !== "swap" && { get: fail }), ...(what !== "get" && { swap: fail, lock: fail }) };
  };

  it("goes on with the session that is there, by handle, e-mail address or DID, without a request", async () => {
    for (const first of ["alice.example.com", "alice@example.com", did]) {
      const server = new FakePds();
      const store = createMemoryStore();
      const begun = await enter(server, store, { identifier: first });
      const before = server.asked.length;
      // Whatever it was, the handle and the DID are known since.
      for (const identifier of new Set([
        first,
        first.toUpperCase().replace(/^DID.*/, did),
        " @Alice.Example.com ",
        did,
      ])) {
        const session = await enter(server, store, { identifier });
        assert.equal(session.export(), begun.export(), identifier);
        assert.equal(session.pds, pds);
      }
      assert.equal(server.asked.length, before, first);
      await getTimeline(createClient({ session: await enter(server, store), network }));
    }
  });

  it("logs in for who is not there: another identifier, another account, another store", async () => {
    const server = new FakePds();
    const store = createMemoryStore();
    await enter(server, store);
    await enter(server, store, { identifier: "alice@example.com" });
    assert.equal(server.count(logins), 2, "an e-mail address that the store has not met");
    await enter(server, store, { identifier: "alice@example.com" });
    await enter(server, store);
    assert.equal(server.count(logins), 2);
    server.handles.set("bob.example.com", "did:plc:bbbbbbbbbbbbbbbbbbbbbbbb");
    const stranger = enter(server, store, { identifier: "bob.example.com" });
    await assert.rejects(stranger, code("invalid_did_document"));
    await enter(server, createMemoryStore());
    assert.equal(server.count(logins), 3);
  });

  it("is found after createAccount, and after a session was taken in", async () => {
    const server = new FakePds();
    const store = createMemoryStore();
    const account = { handle: "alice.example.com", email: "Alice@example.com", password: "CANARY-password" };
    const session = await createAccount(account, { network, fetch: server.fetch, store });
    const other = createMemoryStore();
    await resume(session.export(), { network, fetch: server.fetch, store: other });
    const before = server.asked.length;
    for (const identifier of ["alice.example.com", "alice@example.com", did])
      await enter(server, store, { identifier });
    for (const identifier of ["alice.example.com", did]) await enter(server, other, { identifier });
    assert.equal(server.asked.length, before);
  });

  it("is not mixed up with that of another network", async () => {
    const store = createMemoryStore();
    const [first, second] = [new FakePds(), new FakePds()];
    const other: NetworkConfig = { ...network, plc: "https://plc.other.example.com", pds: "https://other.example.com" };
    // The other network's account has the same handle, and another DID.
    const otherDid = "did:plc:bbbbbbbbbbbbbbbbbbbbbbbb";
    second.sessionDid = otherDid;
    second.didDoc = undefined;
    const there = { network: other, service: other.pds };
    await enter(first, store);
    const session = await enter(second, store, there);
    assert.equal(session.did, otherDid);
    assert.deepEqual([first.count(logins), second.count(logins)], [1, 1]);
    // Each goes on with its own.
    assert.equal((await enter(first, store)).did, did);
    assert.equal((await enter(second, store, there)).did, otherDid);
    // Nor does a DID lead to the other's session.
    second.sessionDid = did;
    await enter(second, store, { ...there, identifier: did });
    assert.deepEqual([first.count(logins), second.count(logins)], [1, 2]);
    // There is one session of a DID: it is the other network's by now.
    await enter(first, store);
    assert.equal(first.count(logins), 2);
  });

  it("has to be of the server that is named", async () => {
    const server = new FakePds();
    const store = createMemoryStore();
    await enter(server, store, { service });
    await enter(server, store, { service: `${service}/` });
    await enter(server, store);
    assert.equal(server.count(logins), 1);
    await enter(server, store, { service: "https://elsewhere.example.com" });
    assert.equal(server.count(logins), 2);
    await assert.rejects(enter(server, store, { service: "http://pds.example.com" }), code("invalid_service"));
  });

  it("takes a session that was put there by other means, if it is of the network's server", async () => {
    const server = new FakePds();
    const session = await loginTo({
      identifier: did,
      password: "CANARY-password",
      service,
      network,
      fetch: server.fetch,
    });
    const store = createMemoryStore();
    await store.swap(did, undefined, session.export());
    await enter(server, store, { identifier: did });
    assert.equal(server.count(logins), 1);
    await store.swap(did, await store.get(did), session.export().replaceAll(service, "https://elsewhere.example.com"));
    await enter(server, store, { identifier: did });
    assert.equal(server.count(logins), 2);
  });

  it("logs in all the same where it is to be fresh, and replaces what is there", async () => {
    const server = new FakePds();
    const store = createMemoryStore();
    const old = await enter(server, store);
    const session = await enter(server, store, { fresh: true });
    assert.equal(server.count(logins), 2);
    assert.notEqual(session.export(), old.export());
    assert.equal(await store.get(did), session.export());
    assert.equal((await enter(server, store)).export(), session.export());
  });

  it("does not look at the password, unless it is to be fresh", async () => {
    const server = new FakePds();
    const store = createMemoryStore();
    await enter(server, store);
    const password = "changed since";
    const session = await enter(server, store, { password });
    await getTimeline(createClient({ session, network }));
    assert.equal(server.count(logins), 1);
    await assert.rejects(enter(server, store, { password, fresh: true }), { error: "AuthenticationRequired" });
    await enter(server, store, { password });
  });

  it("logs in anew where the session is dead: unreadable, expired, or ended", async (test) => {
    test.mock.timers.enable({ apis: ["Date"], now: 5_000_000_000_000 });
    const server = new FakePds();
    const store = createMemoryStore();
    await enter(server, store);
    for (const unreadable of ["", "null", '{"v":1}', "CANARY"]) {
      const before = server.count(logins);
      await store.swap(did, await store.get(did), unreadable);
      const session = await enter(server, store);
      let reported = false;
      session.on("error", () => {
        reported = true;
      });
      await Promise.resolve();
      assert.equal(reported, false);
      assert.equal(server.count(logins), before + 1, unreadable);
    }
    let expected = server.count(logins);
    test.mock.timers.tick(server.refreshLifetime * 1000 - 1);
    await enter(server, store);
    assert.equal(server.count(logins), expected, "its last millisecond");
    test.mock.timers.tick(1);
    const session = await enter(server, store);
    assert.equal(server.count(logins), ++expected, "its refresh token has expired");
    await session.logout();
    const again = await enter(server, store);
    assert.equal(server.count(logins), ++expected, "it was logged out");
    server.expire();
    server.validRefresh.clear();
    await assert.rejects(again.refresh(), code("session_expired"));
    await enter(server, store);
    assert.equal(server.count(logins), ++expected, "the server has ended it");
  });

  it("knows when it is dead by the server's clock", async (test) => {
    test.mock.timers.enable({ apis: ["Date"], now: 5_000_000_000_000 });
    const server = new FakePds();
    // Ours is an hour ahead.
    server.clock = () => Math.floor(Date.now() / 1000) - 3600;
    const store = createMemoryStore();
    await enter(server, store);
    test.mock.timers.tick(server.refreshLifetime * 1000 - 60_000);
    await enter(server, store);
    assert.equal(server.count(logins), 1);
    test.mock.timers.tick(120_000);
    await enter(server, store);
    assert.equal(server.count(logins), 2);
  });

  it("goes on after a rename, unless the handle is somebody else's by now", async () => {
    const server = new FakePds();
    const store = createMemoryStore();
    const session = await enter(server, store);
    server.handle = "alice.example.org";
    await session.refresh();
    assert.equal((await enter(server, store)).handle, "alice.example.org");
    server.handles.delete("alice.example.com");
    await enter(server, store);
    assert.equal(server.count(logins), 1);
    const otherDid = "did:plc:bbbbbbbbbbbbbbbbbbbbbbbb";
    server.handles.set("alice.example.com", otherDid);
    server.sessionDid = otherDid;
    server.didDoc = { ...server.didDoc, id: otherDid };
    server.handle = "alice.example.com";
    for (let time = 0; time < 2; time++) assert.equal((await enter(server, store)).did, otherDid);
    assert.equal(server.count(logins), 2);
    assert.equal((await enter(server, store, { identifier: did })).did, did);
  });

  it("keeps no entry for the handle of those who have none", async () => {
    const server = new FakePds();
    const store = createMemoryStore();
    const keys: string[] = [];
    const noting: SessionStore = {
      ...store,
      swap: (key, ...of) => {
        keys.push(key);
        return store.swap(key, ...of);
      },
    };
    server.handle = "handle.invalid";
    await enter(server, noting, { identifier: did });
    assert.equal(keys.length, 2, keys.join());
    assert.ok(!keys.some((key) => key.includes("invalid")), keys.join());
  });

  for (const what of ["get", "swap", "all"] as const) {
    it(`succeeds where the store is out of order, and reports it: ${what}`, async () => {
      const server = new FakePds();
      const memory = createMemoryStore();
      const session = await enter(server, failing(memory, what));
      const errors: string[] = [];
      session.on("error", (error) => {
        assert.match(inspect(error), /out of order/);
        assert.doesNotMatch(inspect(error, { depth: null, showHidden: true }), /CANARY/);
        errors.push(error.code);
      });
      await Promise.resolve();
      assert.deepEqual(errors, ["store_failed"]);
      await getTimeline(createClient({ session, network }));
      assert.equal(server.count(logins), 1);
    });
  }

  it("reports a store that failed only while it was searched", async () => {
    const server = new FakePds();
    const memory = createMemoryStore();
    let searches = 0;
    const store: SessionStore = {
      ...memory,
      get(key) {
        if (searches++ === 0) throw new Error("out of order");
        return memory.get(key);
      },
    };
    const session = await enter(server, store);
    const errors: string[] = [];
    session.on("error", ({ code }) => errors.push(code));
    await Promise.resolve();
    assert.deepEqual(errors, ["store_failed"]);
    assert.equal(await memory.get(did), session.export());
  });

  it("stores session and entries later where the store was out of order for a while", async () => {
    const server = new FakePds();
    const memory = createMemoryStore();
    let broken = true;
    const store: SessionStore = {
      ...memory,
      swap: (...of) => {
        if (broken) throw new Error("out of order");
        return memory.swap(...of);
      },
    };
    const session = await enter(server, store, { identifier: "alice@example.com" });
    broken = false;
    await getTimeline(createClient({ session, network }));
    await new Promise((resolve) => setTimeout(resolve, 10));
    for (const identifier of ["alice@example.com", "alice.example.com"]) await enter(server, store, { identifier });
    assert.equal(server.count(logins), 1);
  });

  it("does not wait for the store longer than its signal lets it", async () => {
    const server = new FakePds();
    const memory = createMemoryStore();
    const slow = new Promise<never>(() => {});
    for (const [store, message] of [
      [{ ...memory, get: () => slow }, /the search for a stored session: aborted/],
      [{ ...memory, swap: () => slow }, /storing the session of did:plc:a+: aborted/],
    ] as const) {
      const controller = new AbortController();
      const entering = enter(server, store, { signal: controller.signal, storeTimeout: 1_000 });
      setTimeout(() => controller.abort("enough"), 20);
      await assert.rejects(entering, { code: "aborted", cause: "enough", message });
    }
    assert.equal(server.count(logins), 1);
  });
});
