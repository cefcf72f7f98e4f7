import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { inspect } from "node:util";
import { getTimeline } from "../../lexicons/app/bsky/feed/getTimeline.ts";
import { uploadBlob } from "../../lexicons/com/atproto/repo/uploadBlob.ts";
import { createClient } from "../../xrpc/client/createClient.ts";
import { XrpcError } from "../../xrpc/errors/XrpcError.ts";
import { loginTo } from "../loginTo.ts";
import { resume } from "../resume.ts";
import { createMemoryStore } from "../stores/createMemoryStore.ts";
import type { SessionStore } from "../stores/SessionStore.ts";
import { begin, noRetry } from "../testing/begin.ts";
import { code, did, FakePds, network, pds, refreshes, service } from "../testing/FakePds.ts";
import { adminSession } from "../tokens/adminSession.ts";
import { bearerSession } from "../tokens/bearerSession.ts";

/** What does not answer for as long as it matters: whatever waits behind the test would keep its process alive. */
function silence(): { readonly silent: Promise<never>; end(): void } {
  let end: (error: Error) => void = () => {};
  const silent = new Promise<never>((_, reject) => {
    end = reject;
  });
  silent.catch(() => {});
  return { silent, end: () => end(new TypeError("fetch failed")) };
}

describe("an expired access token", () => {
  for (const status of [400, 401]) {
    it(`is renewed once for fifty calls (${status})`, async () => {
      const { server, call } = await begin();
      server.expiredStatus = status;
      server.expire();
      await Promise.all(Array.from({ length: 50 }, call));
      assert.equal(server.count(refreshes), 1);
      assert.equal(server.asked.find(({ nsid }) => nsid === refreshes)?.origin, service);
      await call();
      assert.equal(server.count(refreshes), 1);
    });
  }

  it("is not renewed again for an answer that comes late", async () => {
    const { server, call } = await begin();
    server.expire();
    let release: (() => void) | undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    let first = true;
    server.after = async ({ nsid }) => {
      if (nsid === refreshes || !first) return;
      first = false;
      await held;
    };
    const late = call();
    await call();
    release?.();
    await late;
    assert.equal(server.count(refreshes), 1);
  });

  it("does not end the session where the network fails, and is renewed by the next call", async () => {
    const { server, session, call } = await begin();
    const errors: string[] = [];
    session.on("error", (error) => errors.push(error.code));
    session.on("expired", () => assert.fail("logged out"));
    server.expire();
    server.before = ({ nsid }) => {
      if (nsid === refreshes) throw new TypeError("fetch failed");
    };
    await Promise.all(Array.from({ length: 5 }, () => assert.rejects(call(), code("network_error"))));
    assert.equal(server.count(refreshes), 3);
    assert.deepEqual(errors, ["network_error"]);
    server.before = () => {};
    await call();
    assert.equal(server.count(refreshes), 4);
  });

  it("is renewed with the same refresh token where the answer is lost, cut off, or a fault", async () => {
    const faults: ((server: FakePds) => unknown)[] = [
      () => {
        throw new TypeError("fetch failed", { cause: Object.assign(new Error(), { code: "ECONNRESET" }) });
      },
      () => new Response('{"accessJwt":"ey', { headers: { "content-type": "application/json" } }),
      () => new Response("<html>", { status: 502 }),
    ];
    for (const fault of faults) {
      const { server, call } = await begin();
      server.expire();
      let faulty = true;
      server.before = ({ nsid }) => {
        if (nsid !== refreshes || !faulty) return;
        faulty = false;
        server.tokens(); // the server has done it
        return fault(server);
      };
      await call();
      assert.equal(server.count(refreshes), 2);
    }
  });

  it("ends the session where the refresh token is refused, without another call to the server", async () => {
    const { server, session, call } = await begin();
    let expired = 0;
    session.on("expired", () => expired++);
    server.expire();
    server.validRefresh.clear();
    await Promise.all(Array.from({ length: 10 }, () => assert.rejects(call(), code("auth_expired"))));
    assert.equal(server.count(refreshes), 1);
    assert.equal(expired, 1);
    const before = server.asked.length;
    await assert.rejects(call(), code("auth_expired"));
    assert.equal(server.asked.length, before);
    assert.throws(() => session.export(), code("session_expired"));
    await assert.rejects(session.refresh(), code("session_expired"));
  });

  it("is not renewed because one call is aborted, nor kept from others", async () => {
    const { server, client, call } = await begin();
    server.expire();
    const controller = new AbortController();
    server.before = async ({ nsid }) => {
      if (nsid !== refreshes) return;
      controller.abort();
      await new Promise((resolve) => setTimeout(resolve, 20));
    };
    const aborted = getTimeline(client, {}, { ...noRetry, signal: controller.signal });
    const other = call();
    await assert.rejects(aborted, code("aborted"));
    await other;
    assert.equal(server.count(refreshes), 1);
  });

  it("is not waited for by a request that is aborted", async () => {
    const { server, session } = await begin();
    server.expire();
    let release: (() => void) | undefined;
    server.before = ({ nsid }) => {
      if (nsid !== refreshes) return;
      return new Promise<void>((resolve) => {
        release = resolve;
      });
    };
    const controller = new AbortController();
    const aborted = session.fetchHandler("/xrpc/app.bsky.feed.getTimeline", { signal: controller.signal });
    while (!release) await new Promise((resolve) => setTimeout(resolve, 1));
    controller.abort(new Error("enough"));
    await assert.rejects(aborted, { message: "enough" });
    await assert.rejects(session.refresh({ signal: AbortSignal.abort(new Error("never mind")) }), (error: Error) => {
      assert.equal((error.cause as Error).message, "never mind");
      return code("aborted")(error);
    });
    release();
    await session.refresh();
  });

  it("is renewed, but a stream is not sent twice", async () => {
    const { server, client } = await begin();
    server.expire();
    const stream = (): ReadableStream<Uint8Array> => new Blob([new Uint8Array([1, 2, 3])]).stream();
    await assert.rejects(uploadBlob(client, stream(), { ...noRetry, encoding: "image/png" }), code("auth_expired"));
    await uploadBlob(client, stream(), { ...noRetry, encoding: "image/png" });
    assert.equal(server.count("com.atproto.repo.uploadBlob"), 2);
    server.expire();
    await uploadBlob(client, new Blob(["abc"], { type: "image/png" }), noRetry);
    assert.equal(server.count("com.atproto.repo.uploadBlob"), 4);
  });

  for (const [minutes, what] of [
    [-10, "slow"],
    [0, "right"],
    [10, "fast"],
    [-1_000_000, "of another age"],
  ] as const) {
    it(`is renewed ahead of time by a server whose clock is ${what}`, async (test) => {
      test.mock.timers.enable({ apis: ["Date"], now: 5_000_000_000_000 });
      const server = new FakePds();
      server.clock = () => Math.floor(Date.now() / 1000) + minutes * 60;
      const { call } = await begin(server, createMemoryStore());
      for (let refreshed = 0; refreshed < 3; refreshed++) {
        await call();
        test.mock.timers.tick(7_200_000 - 61_000);
        await call();
        assert.equal(server.count(refreshes), refreshed);
        test.mock.timers.tick(2_000);
        await Promise.all([call(), call(), call()]);
        assert.equal(server.count(refreshes), refreshed + 1);
      }
    });
  }

  it("is renewed ahead of time also in a session that was stored", async (test) => {
    test.mock.timers.enable({ apis: ["Date"], now: 5_000_000_000_000 });
    const store = createMemoryStore();
    const { server } = await begin(new FakePds(), store);
    const early = await resume({ store, did }, { network, fetch: server.fetch });
    assert.ok(early);
    await getTimeline(createClient({ session: early, network }));
    assert.equal(server.count(refreshes), 0);
    test.mock.timers.tick(7_200_000 - 30_000);
    const session = await resume({ store, did }, { network, fetch: server.fetch });
    assert.ok(session);
    const refreshed = new Promise<void>((resolve) => void session.on("refreshed", resolve));
    // With the token that is still good, while the new one is made.
    await getTimeline(createClient({ session, network }));
    await refreshed;
    await getTimeline(createClient({ session, network }));
    assert.deepEqual(
      server.asked.map(
        ({ nsid, authorization }) => `${nsid.split(".").at(-1)} ${authorization?.split("CANARY").at(-1)}`,
      ),
      [
        ...["createSession undefined", "getTimeline -access-1"],
        ...["getTimeline -access-1", "refreshSession -refresh-1", "getTimeline -access-2"],
      ],
    );
  });

  it("is used for as long as it is taken where it cannot be renewed ahead of time", async (test) => {
    const { server, call } = await begin(new FakePds(), createMemoryStore());
    test.mock.timers.enable({ apis: ["Date"], now: Date.now() + 7_200_000 });
    server.before = ({ nsid }) => {
      if (nsid === refreshes) return new Response("", { status: 503 });
    };
    await call();
    assert.equal(server.count(refreshes), 3);
    await call();
    assert.equal(server.count(refreshes), 3, "not at every call");
    test.mock.timers.tick(31_000);
    server.before = () => {};
    await call();
    assert.equal(server.count(refreshes), 4);
  });

  it("is renewed once where it is called invalid, as by a server that knows it no more", async () => {
    const invalid = (): Response => Response.json({ error: "InvalidToken" }, { status: 400 });
    const { server, call } = await begin();
    server.before = ({ nsid }) => (nsid === refreshes ? undefined : invalid());
    await assert.rejects(call(), code("auth_expired"));
    await assert.rejects(call(), code("auth_expired"));
    assert.equal(server.count(refreshes), 1);
    server.before = () => {};
    await call();

    const store = createMemoryStore();
    const stored = await begin(new FakePds(), store);
    stored.server.before = invalid;
    await assert.rejects(stored.call(), code("auth_expired"));
    // So the next login is a new one.
    assert.equal(await store.get(did), undefined);
  });

  it("is renewed once a call by a server that takes none, which is asked twice", async (test) => {
    for (const store of [undefined, createMemoryStore()]) {
      const { server, call } = await begin(new FakePds(), store);
      server.before = ({ nsid }) =>
        nsid === refreshes ? undefined : Response.json({ error: "ExpiredToken" }, { status: 400 });
      for (let calls = 1; calls < 4; calls++) {
        await assert.rejects(call(), code("auth_expired"));
        assert.equal(server.count(refreshes), calls);
        assert.equal(server.count("app.bsky.feed.getTimeline"), 2 * calls);
      }
      await Promise.all(Array.from({ length: 10 }, () => assert.rejects(call(), code("auth_expired"))));
      assert.equal(server.count(refreshes), 4);
    }
    // Where the clock says so beforehand, it is renewed and then refused, and that was all.
    const { server, call } = await begin(new FakePds(), createMemoryStore());
    test.mock.timers.enable({ apis: ["Date"], now: Date.now() + 7_200_000 });
    server.before = ({ nsid }) =>
      nsid === refreshes ? undefined : Response.json({ error: "ExpiredToken" }, { status: 400 });
    await assert.rejects(call(), code("auth_expired"));
    assert.deepEqual([server.count(refreshes), server.count("app.bsky.feed.getTimeline")], [1, 1]);
  });

  it("that lives shorter than the time it is renewed ahead is not renewed at every call", async (test) => {
    test.mock.timers.enable({ apis: ["Date"], now: 5_000_000_000_000 });
    const server = new FakePds();
    server.lifetime = 45;
    const { call } = await begin(server, createMemoryStore());
    for (let second = 0; second < 70; second++) {
      await call();
      test.mock.timers.tick(1_000);
    }
    await new Promise((resolve) => setTimeout(resolve, 5));
    assert.equal(server.count(refreshes), 2, "half a minute after the one before");
  });

  it("is used as long as it is good, whatever a lock, a store or a server makes of its renewal", async (test) => {
    test.mock.timers.enable({ apis: ["Date"], now: 5_000_000_000_000 });
    const { silent, end } = silence();
    for (const what of ["get", "swap", "lock", "server"] as const) {
      const memory = createMemoryStore();
      const { server } = await begin(new FakePds(), memory);
      test.mock.timers.tick(7_200_000 - 50_000);
      const store = what === "server" ? memory : { ...memory, [what]: () => silent };
      const session = await resume({ store: memory, did }, { network, fetch: server.fetch });
      assert.ok(session);
      const held = await resume(session.export(), { network, fetch: server.fetch, store, storeTimeout: 300 });
      if (what === "server") server.before = ({ nsid }) => (nsid === refreshes ? silent : undefined);
      const client = createClient({ session: held, network });
      const started = performance.now();
      for (let calls = 0; calls < 5; calls++) await getTimeline(client, {}, noRetry);
      assert.ok(performance.now() - started < 250, what);
      if (what === "server") continue;
      // Behind, it goes on: without the store.
      while (server.count(refreshes) === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    }
    end();
  });

  it("is not replaced by older ones of the store, nor are those used that have expired too", async (test) => {
    test.mock.timers.enable({ apis: ["Date"], now: 5_000_000_000_000 });
    const store = createMemoryStore();
    const { server, session } = await begin(new FakePds(), store);
    const old = session.export();
    test.mock.timers.tick(10_000);
    await session.refresh();
    // As after a write that failed.
    await store.swap(did, session.export(), old);
    server.validRefresh.delete(1);
    await session.refresh();
    assert.match(server.asked.at(-1)?.authorization ?? "", /-refresh-2$/);
    assert.equal(await store.get(did), session.export());

    const other = await resume({ store, did }, { network, fetch: server.fetch });
    assert.ok(other);
    test.mock.timers.tick(10_000);
    await session.refresh();
    test.mock.timers.tick(7_200_000);
    // The other one finds newer tokens, that have expired as well: one call, one refresh, and no refusal.
    server.asked.length = 0;
    server.validAccess.delete(4);
    await getTimeline(createClient({ session: other, network }));
    assert.deepEqual(
      server.asked.map(
        ({ nsid, authorization }) => `${nsid.split(".").at(-1)} ${authorization?.split("CANARY").at(-1)}`,
      ),
      ["refreshSession -refresh-4", "getTimeline -access-5"],
    );
  });

  it("is dropped with its answer, whatever becomes of that", async () => {
    const { server, call } = await begin();
    server.expire();
    let first = true;
    server.before = ({ nsid }) => {
      if (nsid === refreshes || !first) return;
      first = false;
      const text = new TextEncoder().encode('{"error":"ExpiredToken"}');
      const body = new ReadableStream({
        start: (to) => to.enqueue(text),
        // There is more, and then the connection is reset. To give it up fails too.
        pull: (to) => (to.desiredSize ? new Promise((resolve) => setTimeout(resolve, 1)) : undefined),
        cancel: () => Promise.reject(new Error("reset")),
      });
      const response = new Response(body, { status: 400 });
      return Object.assign(response, { clone: () => Response.json({ error: "ExpiredToken" }, { status: 400 }) });
    };
    // A promise that nobody waits for fails the test by itself.
    await call();
    await new Promise((resolve) => setTimeout(resolve, 5));
    assert.equal(server.count(refreshes), 1);
  });

  it("is not replaced by somebody else's", async () => {
    const { server, session, call } = await begin();
    server.expire();
    server.sessionDid = "did:plc:bbbbbbbbbbbbbbbbbbbbbbbb";
    await assert.rejects(call(), code("account_mismatch"));
    assert.equal(session.did, did);
  });

  it("lets other errors through", async () => {
    const { server, call } = await begin();
    for (const answer of [
      Response.json({ error: "InvalidRequest" }, { status: 400 }),
      new Response("<html>", { status: 401 }),
      new Response("x".repeat(100_000), { status: 400 }),
    ]) {
      server.before = () => answer;
      await assert.rejects(call(), XrpcError);
    }
    assert.equal(server.count(refreshes), 0);
  });
});

describe("a session", () => {
  /** Answers that are no server's word on a refresh token. */
  const others: readonly [status: number, error: string][] = [
    [502, "InvalidToken"],
    [500, "ExpiredToken"],
    [503, "ExpiredToken"],
    [403, "InvalidToken"],
    [404, "InvalidToken"],
    [429, "ExpiredToken"],
    [407, "ExpiredToken"],
    [400, "InvalidRequest"],
    [401, "AuthMissing"],
    [401, "AuthenticationRequired"],
    [400, "Unknown"],
  ];
  for (const [status, error] of others) {
    it(`outlives a refresh that is answered ${status} ${error}`, async () => {
      const store = createMemoryStore();
      const { server, session, call } = await begin(new FakePds(), store);
      const kept = await store.get(did);
      session.on("expired", () => assert.fail("logged out"));
      server.expire();
      server.before = ({ nsid }) => (nsid === refreshes ? Response.json({ error }, { status }) : undefined);
      await assert.rejects(session.refresh(), { status, error });
      await assert.rejects(call(), { status, error });
      assert.equal(await store.get(did), kept);
      assert.equal(session.export(), kept);
      server.before = () => {};
      await call();
      assert.equal(await store.get(did), session.export());
    });
  }

  // So servers say it: https://github.com/bluesky-social/atproto/blob/main/packages/pds/src/auth-verifier.ts
  for (const [status, error] of [
    [400, "ExpiredToken"],
    [401, "ExpiredToken"],
    [400, "InvalidToken"],
    [401, "AccountTakedown"],
  ] as const) {
    it(`ends where a refresh is answered ${status} ${error}`, async () => {
      const store = createMemoryStore();
      const { server, session } = await begin(new FakePds(), store);
      let expired = 0;
      session.on("expired", () => expired++);
      server.before = ({ nsid }) => (nsid === refreshes ? Response.json({ error }, { status }) : undefined);
      await assert.rejects(session.refresh(), code("session_expired"));
      assert.deepEqual([await store.get(did), expired], [undefined, 1]);
    });
  }
});

describe("a store", () => {
  const recording = (server: FakePds, memory = createMemoryStore()) => {
    const events: string[] = [];
    const store: SessionStore = {
      ...memory,
      async swap(key, expected, next) {
        await new Promise((resolve) => setTimeout(resolve, 5));
        if (key === did) events.push(next === undefined ? "cleared" : "stored");
        return memory.swap(key, expected, next);
      },
    };
    server.before = ({ nsid }) => void events.push(nsid.split(".").at(-1) ?? "");
    return { events, store };
  };

  it("has the new tokens before they are used", async () => {
    const server = new FakePds();
    const { events, store } = recording(server);
    const { call } = await begin(server, store);
    server.expire();
    await call();
    assert.deepEqual(events, ["createSession", "stored", "getTimeline", "refreshSession", "stored", "getTimeline"]);
  });

  it("gives a session back", async () => {
    const store = createMemoryStore();
    const { server } = await begin(new FakePds(), store);
    assert.equal(await resume({ store, did: "did:plc:bbbbbbbbbbbbbbbbbbbbbbbb" }), undefined);
    const session = await resume({ store, did }, { network, fetch: server.fetch });
    assert.equal(session?.pds, pds);
    assert.equal(server.asked.length, 1);
  });

  it("lets several of its users refresh once", async () => {
    const store = createMemoryStore();
    const { server, call } = await begin(new FakePds(), store);
    const others = await Promise.all(
      Array.from({ length: 4 }, async () => {
        const session = await resume({ store, did }, { network, fetch: server.fetch });
        assert.ok(session);
        return createClient({ session, network });
      }),
    );
    server.expire();
    await Promise.all([...others.map((client) => getTimeline(client)), call(), call()]);
    assert.equal(server.count(refreshes), 1);
  });

  it("saves one whose own refresh token is no longer taken", async () => {
    const { lock: _, ...store } = createMemoryStore();
    const { server, call, session } = await begin(new FakePds(), store);
    const other = await resume({ store, did }, { network, fetch: server.fetch });
    await other?.refresh();
    server.validAccess.delete(1);
    server.validRefresh.delete(1);
    session.on("expired", () => assert.fail("logged out"));
    await call();
    assert.equal(server.count(refreshes), 1);
  });

  it("saves one that was too late while it asked", async () => {
    const { lock: _, ...store } = createMemoryStore();
    const { server, call, session } = await begin(new FakePds(), store);
    const other = await resume({ store, did }, { network, fetch: server.fetch });
    session.on("expired", () => assert.fail("logged out"));
    server.expire();
    let first = true;
    server.before = async ({ nsid }) => {
      if (nsid !== refreshes || !first) return;
      first = false;
      await other?.refresh();
      server.validRefresh.delete(1);
    };
    await call();
    assert.equal(server.count(refreshes), 2);
  });

  it("that fails leaves the session usable, is reported, and tried again", async () => {
    const memory = createMemoryStore();
    let broken = false;
    const store: SessionStore = {
      get: (key) => memory.get(key),
      swap: (key, expected, next) => {
        if (broken) throw new Error(`disk full: cannot write ${next}`);
        return memory.swap(key, expected, next);
      },
      lock: async (_, run) => {
        if (broken) throw new Error("disk full");
        return run();
      },
    };
    const { server, call, session } = await begin(new FakePds(), store);
    const errors: string[] = [];
    const shown: string[] = [];
    session.on("error", (error) => {
      errors.push(error.code);
      shown.push(inspect(error, { depth: null, showHidden: true }));
    });
    broken = true;
    server.expire();
    await call();
    assert.ok(errors.length > 0 && errors.every((found) => found === "store_failed"), String(errors));
    assert.doesNotMatch(shown.join(), /CANARY/);
    broken = false;
    await call();
    await new Promise((resolve) => setTimeout(resolve, 10));
    assert.equal(await memory.get(did), session.export());
    assert.equal(server.count(refreshes), 1);
  });

  it("is cleared when the session expires", async () => {
    const store = createMemoryStore();
    const { server, call } = await begin(new FakePds(), store);
    server.expire();
    server.validRefresh.clear();
    await assert.rejects(call(), code("auth_expired"));
    assert.equal(await store.get(did), undefined);
  });
});

describe("logout", () => {
  it("ends the session at the server, then in the store", async () => {
    const store = createMemoryStore();
    const { server, session, call } = await begin(new FakePds(), store);
    let kept: unknown;
    server.before = ({ nsid, authorization }) => {
      if (nsid !== "com.atproto.server.deleteSession") return;
      kept = store.get(did);
      assert.match(authorization ?? "", /-refresh-1$/);
    };
    await session.logout();
    assert.ok(kept);
    assert.equal(await store.get(did), undefined);
    await assert.rejects(call(), code("session_closed"));
    assert.throws(() => session.export(), code("session_closed"));
    await session.logout();
    assert.equal(server.asked.length, 2);
  });

  it("clears the store also where the server cannot be reached, and says so", async () => {
    const store = createMemoryStore();
    const { server, session } = await begin(new FakePds(), store);
    server.before = () => {
      throw new TypeError("fetch failed");
    };
    await assert.rejects(session.logout(), code("network_error"));
    assert.equal(await store.get(did), undefined);
  });

  it("takes a refusal for success", async () => {
    const { server, session } = await begin();
    server.before = () => Response.json({ error: "ExpiredToken" }, { status: 400 });
    await session.logout();
  });

  it("takes nothing else for one: the tokens live on", async () => {
    for (const [status, error] of [
      [502, "InvalidToken"],
      [404, "Unknown"],
      [403, "ExpiredToken"],
      [400, "InvalidRequest"],
    ] as const) {
      const store = createMemoryStore();
      const { server, session } = await begin(new FakePds(), store);
      server.before = () => Response.json({ error }, { status });
      await assert.rejects(session.logout(), { status });
      assert.equal(await store.get(did), undefined);
    }
  });

  it("does not wait for a server or a refresh longer than its signal lets it, and clears the store", async () => {
    const { silent, end } = silence();
    for (const nsid of ["com.atproto.server.deleteSession", refreshes]) {
      const store = createMemoryStore();
      const { server, session } = await begin(new FakePds(), store);
      let asked = 0;
      server.before = (request) => {
        if (request.nsid === nsid && ++asked > 0) return silent;
      };
      const refresh = nsid === refreshes ? session.refresh().catch(() => {}) : undefined;
      const controller = new AbortController();
      const out = session.logout({ signal: controller.signal });
      while (asked === 0) await new Promise((resolve) => setTimeout(resolve, 1));
      controller.abort("enough");
      await assert.rejects(out, { code: "aborted", cause: "enough" }, nsid);
      assert.equal(await store.get(did), undefined);
      await assert.rejects(session.fetchHandler("/xrpc/a.b.c", {}), code("session_closed"));
      end();
      await refresh;
    }
  });

  it("waits for a refresh, and ends what it gave", async () => {
    const store = createMemoryStore();
    const { server, session, call } = await begin(new FakePds(), store);
    server.expire();
    let out: Promise<void> | undefined;
    server.after = ({ nsid }) => {
      if (nsid === refreshes) out = session.logout();
    };
    await assert.rejects(call(), code("session_closed"));
    await out;
    assert.match(server.asked.at(-1)?.authorization ?? "", /-refresh-2$/);
    assert.equal(await store.get(did), undefined);
  });
});

describe("listeners of errors", () => {
  it("hear what the store did wrong before they came", async () => {
    const memory = createMemoryStore();
    const store: SessionStore = {
      ...memory,
      swap() {
        throw new Error("out of order");
      },
    };
    const { session } = await begin(new FakePds(), store);
    const heard: string[] = [];
    const off = session.on("error", (error) => {
      heard.push(error.code);
      off(); // It is there already.
    });
    session.on("error", () => heard.push("second"));
    await new Promise((resolve) => setTimeout(resolve, 1));
    assert.deepEqual(heard, ["store_failed", "second"]);
  });
});

describe("secrets", () => {
  it("are in nothing that is handed out", async () => {
    const { server, session, client, call } = await begin(new FakePds(), createMemoryStore());
    const shown: unknown[] = [session, client, { ...session }, Object.entries(session), server.fetch];
    server.expire();
    server.before = ({ nsid }) => {
      if (nsid === refreshes) throw new TypeError("fetch failed");
    };
    await call().catch((error) => shown.push(error, (error as Error).stack));
    server.before = ({ nsid }) => {
      if (nsid !== refreshes) return Response.json({ error: "Odd", message: "no" }, { status: 400 });
    };
    await call().catch((error) => shown.push(error));
    server.before = () => {};
    server.validRefresh.clear();
    server.expire();
    await call().catch((error) => shown.push(error));
    await session.refresh().catch((error) => shown.push(error));
    const admin = adminSession({ service, password: "CANARY-admin", network });
    const bearer = bearerSession({ token: "CANARY-bearer", service, network });
    shown.push(admin, bearer, createClient({ session: admin, network }), createClient({ session: bearer, network }));
    assert.equal(shown.length, 14);
    for (const value of shown) {
      assert.doesNotMatch(inspect(value, { depth: null, showHidden: true }), /CANARY-|eyJ0/);
      assert.doesNotMatch(JSON.stringify(value) ?? "", /CANARY-|eyJ0/);
    }
    assert.deepEqual(JSON.parse(JSON.stringify(session)), { did, handle: "alice.example.com", pds });
  });

  it("are known to errors: those that are sent, and those that were just sent", async () => {
    const store = createMemoryStore();
    const { server, session, call } = await begin(new FakePds(), store);
    const tokensOf = (generation: number): string[] => {
      const { accessJwt, refreshJwt } = JSON.parse(session.export());
      return [accessJwt, refreshJwt].filter((token) => token.endsWith(`-${generation}`));
    };
    const [access = "", refresh = ""] = tokensOf(1);
    assert.deepEqual(session["~secrets"]?.(), [access, refresh]);
    server.expire();
    await call();
    assert.deepEqual(session["~secrets"]?.(), [...tokensOf(2), access, refresh]);
    await session.refresh();
    await session.refresh();
    assert.deepEqual(session["~secrets"]?.().slice(0, 2), tokensOf(4));
    assert.equal(session["~secrets"]?.().length, 6);
    // A server that gives a piece of the refresh token back.
    const own = JSON.parse(session.export()).refreshJwt;
    server.before = () => Response.json({ error: "Odd", message: `no ${own.slice(20, 60)}` }, { status: 400 });
    await assert.rejects(session.refresh(), (error) => {
      assert.ok(!inspect(error, { depth: null, showHidden: true }).includes(own.slice(24, 56)));
      return true;
    });
  });

  it("that cannot be sent are refused where a server gives them, and not shown", async () => {
    const { server, session, call } = await begin();
    const shown: unknown[] = [];
    session.on("error", (error) => shown.push(error));
    const good = session.export();
    for (const bad of ["CANARY-\n-token", "CANARY-\r\nx-evil: 1", "CANARY-\u20ac", "CANARY- -token", ""]) {
      for (const which of ["accessJwt", "refreshJwt"]) {
        const body = { ...server.tokens(), [which]: bad };
        server.before = () => Response.json(body);
        await assert.rejects(session.refresh(), (error) => {
          shown.push(error);
          return code("invalid_session")(error);
        });
        const { fetch } = server;
        const credentials = { service, identifier: "alice.example.com", password: "CANARY-password", network, fetch };
        await assert.rejects(loginTo(credentials), (error) => {
          shown.push(error);
          return code("invalid_session")(error);
        });
      }
    }
    for (const error of shown) {
      const text = `${inspect(error, { depth: null, showHidden: true })} ${JSON.stringify(error)} ${String(error)}`;
      assert.doesNotMatch(text, /CANARY/);
    }
    // It goes on with what it has.
    assert.equal(session.export(), good);
    server.before = () => {};
    await call();
  });

  it("go to no other origin", async () => {
    const { server, session } = await begin();
    const before = server.asked.length;
    for (const path of [
      "https://evil.example.com/xrpc/a.b.c",
      "//evil.example.com/xrpc/a.b.c",
      "/\\evil.example.com/",
    ]) {
      await assert.rejects(session.fetchHandler(path, {}), code("invalid_service"));
    }
    assert.equal(server.asked.length, before);
  });
});
