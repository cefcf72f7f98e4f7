import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { inspect } from "node:util";
import { isBlueskyError } from "../errors/BlueskyError.ts";
import { getTimeline } from "../lexicons/app/bsky/feed/getTimeline.ts";
import { uploadBlob } from "../lexicons/com/atproto/repo/uploadBlob.ts";
import { createSession } from "../lexicons/com/atproto/server/createSession.ts";
import { blueskyNetwork } from "../network/blueskyNetwork.ts";
import { createClient, isXrpcError } from "../xrpc/index.ts";
import { AuthError } from "./AuthError.ts";
import { adminSession } from "./adminSession.ts";
import { bearerSession } from "./bearerSession.ts";
import { createMemoryStore } from "./createMemoryStore.ts";
import { createServiceAuth } from "./createServiceAuth.ts";
import { login } from "./login.ts";
import { loginTo } from "./loginTo.ts";
import { oauthSession } from "./oauthSession.ts";
import { resume } from "./resume.ts";
import { resumeFrom } from "./resumeFrom.ts";
import type { SessionStore } from "./SessionStore.ts";
import { serviceSession } from "./serviceSession.ts";

const did = "did:plc:aaaaaaaaaaaaaaaaaaaaaaaa";
const service = "https://entryway.example.com";
const pds = "https://pds.example.com";
const network = {
  ...blueskyNetwork,
  plc: "https://plc.example.com",
  pds: service,
  handleResolver: "https://resolver.example.com",
  handleMethods: ["xrpc" as const],
};
const noRetry = { retry: false as const };

interface Asked {
  readonly origin: string;
  readonly nsid: string;
  readonly authorization: string | null;
  readonly body: string;
  readonly redirect: RequestRedirect | undefined;
}

/** A server in memory that gives, rotates and checks tokens. */
class FakePds {
  readonly asked: Asked[] = [];
  generation = 0;
  expiredStatus = 400;
  /** Seconds. */
  lifetime = 7200;
  clock = (): number => Math.floor(Date.now() / 1000);
  /** Generations of tokens that are taken. */
  validAccess = new Set<number>();
  validRefresh = new Set<number>();
  didDoc: object | undefined = {
    id: did,
    service: [{ id: "#atproto_pds", type: "AtprotoPersonalDataServer", serviceEndpoint: pds }],
  };
  sessionDid = did;
  /** Runs before each answer; what it throws is a failure of the network, what it gives is the answer. */
  before: (asked: Asked) => unknown = () => {};
  /** Runs after the server has done its work. */
  after: (asked: Asked) => Promise<void> | void = () => {};

  count(nsid: string): number {
    return this.asked.filter((request) => request.nsid === nsid).length;
  }

  token(kind: "access" | "refresh"): string {
    const claims = {
      sub: did,
      scope: `com.atproto.${kind}`,
      iat: this.clock(),
      exp: this.clock() + this.lifetime,
      g: this.generation,
    };
    return `eyJ0.${btoa(JSON.stringify(claims)).replaceAll("=", "")}.CANARY-${kind}-${this.generation}`;
  }

  tokens(): object {
    this.generation++;
    this.validAccess.add(this.generation);
    this.validRefresh.add(this.generation);
    return {
      did: this.sessionDid,
      handle: "alice.example.com",
      accessJwt: this.token("access"),
      refreshJwt: this.token("refresh"),
      ...(this.didDoc && { didDoc: this.didDoc }),
    };
  }

  expire(): void {
    this.validAccess.clear();
  }

  readonly fetch = async (input: RequestInfo | URL, init: RequestInit = {}): Promise<Response> => {
    init.signal?.throwIfAborted();
    const url = new URL(String(input));
    const asked: Asked = {
      origin: url.origin,
      nsid: url.pathname.replace("/xrpc/", ""),
      authorization: new Headers(init.headers).get("authorization"),
      body: typeof init.body === "string" ? init.body : "",
      redirect: init.redirect,
    };
    this.asked.push(asked);
    await Promise.resolve();
    const given = await this.before(asked);
    if (given instanceof Response) return given;
    const answer = this.#answer(asked);
    await this.after(asked);
    return answer;
  };

  #answer({ nsid, authorization, body }: Asked): Response {
    const generation = Number(authorization?.split("-").at(-1));
    const fail = (error: string, status = 400): Response => Response.json({ error, message: "CANARY? no" }, { status });
    if (nsid === "com.atproto.server.createSession") {
      return JSON.parse(body).password === "CANARY-password"
        ? Response.json(this.tokens())
        : fail("AuthenticationRequired", 401);
    }
    if (nsid === "com.atproto.server.refreshSession") {
      if (!authorization?.includes("-refresh-") || !this.validRefresh.has(generation)) return fail("ExpiredToken");
      return Response.json(this.tokens());
    }
    if (nsid === "com.atproto.server.deleteSession") {
      this.validRefresh.clear();
      return new Response();
    }
    if (!authorization?.includes("-access-") || !this.validAccess.has(generation))
      return fail("ExpiredToken", this.expiredStatus);
    if (nsid === "com.atproto.server.getServiceAuth") return Response.json({ token: `service-${this.asked.length}` });
    if (nsid === "com.atproto.repo.uploadBlob")
      return Response.json({
        blob: {
          $type: "blob",
          ref: { $link: "bafkreibme22gw2h7y2h7tg2fhqotaqjucnbc24deqo72b6mkl2egezxhvy" },
          mimeType: "image/png",
          size: 3,
        },
      });
    return Response.json({ feed: [] });
  }
}

const refreshes = "com.atproto.server.refreshSession";

async function begin(server = new FakePds(), store?: SessionStore) {
  const { fetch } = server;
  const options = { service, identifier: "@alice.example.com ", password: "CANARY-password", network, fetch };
  const session = await (store ? login({ ...options, store }) : loginTo(options));
  const client = createClient({ session, network });
  return { server, session, client, call: () => getTimeline(client, {}, noRetry) };
}

const code = (expected: string) => (error: unknown) => {
  assert.ok(isBlueskyError(error), inspect(error));
  assert.equal(error.code, expected, inspect(error));
  return true;
};

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
    const fetch = async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
      const url = new URL(String(input));
      if (url.origin === network.plc) return Response.json(server.didDoc);
      if (url.origin !== network.handleResolver) return server.fetch(input, init);
      const found = url.searchParams.get("handle") === "alice.example.com";
      return found ? Response.json({ did }) : Response.json({ error: "InvalidRequest" }, { status: 400 });
    };
    for (const identifier of ["Alice.example.com", did, "alice@example.com", "lost.example.com"]) {
      await login({ identifier, password: "CANARY-password", network, fetch });
    }
    assert.deepEqual(
      server.asked.map(({ origin }) => origin),
      [pds, pds, service, service],
    );
    const broken = async (): Promise<Response> => new Response("", { status: 503 });
    await assert.rejects(
      login({ identifier: did, password: "CANARY-password", network, fetch: broken }),
      code("resolution_failed"),
    );
    await assert.rejects(
      login({ identifier: "nobody", password: "x", network, fetch: broken }),
      code("invalid_identifier"),
    );
  });

  it("gives a wrong password as a typed error, without the password", async () => {
    const { fetch } = new FakePds();
    await assert.rejects(
      loginTo({ service, identifier: "a.example.com", password: "CANARY-wrong", network, fetch }),
      (error) => {
        assert.ok(isXrpcError(error));
        assert.equal(error.error, "AuthenticationRequired");
        assert.ok(!isXrpcError(error, createSession, "AuthFactorTokenRequired"));
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
    await assert.rejects(session.refresh({ signal: AbortSignal.abort(new Error("never mind")) }), {
      message: "never mind",
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
    const early = await resumeFrom(store, did, { network, fetch: server.fetch });
    assert.ok(early);
    await getTimeline(createClient({ session: early, network }));
    assert.equal(server.count(refreshes), 0);
    test.mock.timers.tick(7_200_000 - 30_000);
    const session = await resumeFrom(store, did, { network, fetch: server.fetch });
    assert.ok(session);
    await getTimeline(createClient({ session, network }));
    assert.deepEqual(
      server.asked.map(({ nsid }) => nsid.split(".").at(-1)),
      ["createSession", "getTimeline", "refreshSession", "getTimeline"],
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
      await assert.rejects(call(), isXrpcError);
    }
    assert.equal(server.count(refreshes), 0);
  });
});

describe("a saved session", () => {
  it("goes on without a call, at the account's server", async () => {
    const { server, session } = await begin();
    const again = resume(session.export(), { network, fetch: server.fetch });
    assert.equal(server.asked.length, 1);
    assert.deepEqual([again.did, again.handle, again.pds], [did, "alice.example.com", pds]);
    server.expire();
    let saved = "";
    again.on("refreshed", () => {
      saved = again.export();
    });
    await getTimeline(createClient({ session: again, network }));
    await getTimeline(createClient({ session: resume(saved, { network, fetch: server.fetch }), network }));
    assert.equal(server.count(refreshes), 1);
  });

  it("that is none is refused, and not repeated", async () => {
    const { session } = await begin();
    const good = session.export();
    const { accessJwt: _, ...lacking } = JSON.parse(good);
    for (const bad of [
      "",
      "null",
      "[]",
      "CANARY",
      good.slice(0, -1),
      JSON.stringify(lacking),
      good.replace('"v":1', '"v":2'),
      good.replace(did, "x"),
    ]) {
      assert.throws(
        () => resume(bad),
        (error) => {
          assert.ok(error instanceof AuthError);
          assert.equal(error.code, "invalid_session");
          assert.doesNotMatch(inspect(error, { depth: null }), /CANARY/);
          return true;
        },
      );
    }
  });
});

describe("a store", () => {
  const recording = (server: FakePds, memory = createMemoryStore()) => {
    const events: string[] = [];
    const store: SessionStore = {
      ...memory,
      async swap(key, expected, next) {
        await new Promise((resolve) => setTimeout(resolve, 5));
        events.push(next === undefined ? "cleared" : "stored");
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
    assert.equal(await resumeFrom(store, "did:plc:bbbbbbbbbbbbbbbbbbbbbbbb"), undefined);
    const session = await resumeFrom(store, did, { network, fetch: server.fetch });
    assert.equal(session?.pds, pds);
    assert.equal(server.asked.length, 1);
  });

  it("lets several of its users refresh once", async () => {
    const store = createMemoryStore();
    const { server, call } = await begin(new FakePds(), store);
    const others = await Promise.all(
      Array.from({ length: 4 }, async () => {
        const session = await resumeFrom(store, did, { network, fetch: server.fetch });
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
    const other = await resumeFrom(store, did, { network, fetch: server.fetch });
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
    const other = await resumeFrom(store, did, { network, fetch: server.fetch });
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

  it("in memory lets one at a time in, and swaps only what is expected", async () => {
    const store = createMemoryStore();
    const order: string[] = [];
    await Promise.allSettled([
      store.lock?.("a", async () => {
        await new Promise((resolve) => setTimeout(resolve, 10));
        order.push("first");
        throw new Error();
      }),
      store.lock?.("a", async () => order.push("second")),
      store.lock?.("b", async () => order.push("other")),
    ]);
    assert.deepEqual(order, ["other", "first", "second"]);
    assert.equal(await store.swap("a", "x", "y"), false);
    assert.equal(await store.swap("a", undefined, "y"), true);
    assert.equal(await store.swap("a", undefined, "z"), false);
    assert.equal(await store.get("a"), "y");
    assert.equal(await store.swap("a", "y", undefined), true);
    assert.equal(await store.get("a"), undefined);
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

describe("other sessions", () => {
  it("send a bearer, fixed or asked for each time", async () => {
    const server = new FakePds();
    server.tokens();
    const token = server.token("access");
    const fixed = bearerSession({ token, network, fetch: server.fetch });
    assert.equal(fixed.did, did);
    await getTimeline(createClient({ session: fixed, network }));
    let asked = 0;
    const session = bearerSession({
      token: async () => {
        asked++;
        return token;
      },
      service: pds,
      network,
      fetch: server.fetch,
    });
    const client = createClient({ session, network });
    await getTimeline(client);
    await getTimeline(client);
    assert.equal(asked, 2);
    assert.deepEqual(
      server.asked.map(({ origin }) => origin),
      [service, pds, pds],
    );
    server.expire();
    await assert.rejects(getTimeline(client), code("auth_expired"));
    assert.equal(bearerSession({ token: "opaque" }).did, "");
  });

  it("send an administrator's password, in any script", async () => {
    const server = new FakePds();
    const session = adminSession({ service: pds, password: "pässwörd", network, fetch: server.fetch });
    server.before = () => Response.json({});
    await session.fetchHandler("/xrpc/com.atproto.admin.getAccountInfo", {});
    const sent = Buffer.from(server.asked[0]?.authorization?.replace("Basic ", "") ?? "", "base64").toString();
    assert.equal(sent, "admin:pässwörd");
  });

  it("make service tokens, and keep them until they are about to expire", async (test) => {
    const { server, client } = await begin();
    test.mock.timers.enable({ apis: ["Date"], now: Date.now() });
    const serviceAuth = createServiceAuth(client);
    const made = (): number => server.count("com.atproto.server.getServiceAuth");
    const first = await serviceAuth({ aud: "did:web:feeds.example.com", lxm: "app.bsky.feed.getFeedSkeleton" });
    assert.equal(await serviceAuth({ aud: "did:web:feeds.example.com", lxm: "app.bsky.feed.getFeedSkeleton" }), first);
    assert.equal(made(), 1);
    await serviceAuth({ aud: "did:web:feeds.example.com", lxm: "app.bsky.feed.describeFeedGenerator" });
    await serviceAuth({ aud: "did:web:other.example.com", lxm: "app.bsky.feed.getFeedSkeleton" });
    assert.equal(made(), 3);
    test.mock.timers.tick(51_000);
    await serviceAuth({ aud: "did:web:feeds.example.com", lxm: "app.bsky.feed.getFeedSkeleton" });
    assert.equal(made(), 4);
  });

  it("call a service with tokens for the operation called", async () => {
    const { server, client } = await begin();
    const seen: (string | null)[] = [];
    const fetch = async (_: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
      seen.push(new Headers(init?.headers).get("authorization"));
      return Response.json({ feed: [] });
    };
    const session = serviceSession(client, {
      service: "https://feeds.example.com",
      aud: "did:web:feeds.example.com",
      network,
      fetch,
    });
    assert.equal(session.did, did);
    await getTimeline(createClient({ session, network }));
    assert.match(seen[0] ?? "", /^Bearer service-\d+$/);
    assert.equal(server.count("com.atproto.server.getServiceAuth"), 1);
  });

  it("adapt an official OAuth session", async () => {
    const paths: string[] = [];
    let out = 0;
    const official = {
      sub: did,
      fetchHandler: async (path: string) => {
        paths.push(path);
        return Response.json({ feed: [] });
      },
      signOut: async () => void out++,
    };
    const session = oauthSession(official);
    await getTimeline(createClient({ session, network }));
    await session.logout();
    assert.deepEqual([session.did, paths, out], [did, ["/xrpc/app.bsky.feed.getTimeline"], 1]);
  });
});
