import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { inspect } from "node:util";
import { createMemoryStore } from "../auth/stores/createMemoryStore.ts";
import { BlueskyError } from "../errors/BlueskyError.ts";
import { getProfile } from "../lexicons/app/bsky/actor/getProfile.ts";
import { blueskyNetwork } from "../network/blueskyNetwork.ts";
import { createClient } from "../xrpc/index.ts";
import { Bluesky } from "./Bluesky.ts";
import { HTTPClient } from "./HTTPClient.ts";

const did = "did:plc:aaaaaaaaaaaaaaaaaaaaaaaa";
const network = {
  ...blueskyNetwork,
  pds: "https://pds.example.com",
  appView: { url: "https://appview.example.com", did: "did:web:appview.example.com" },
};
const noEnv = {};

/** A `fetch` that logs in whoever knows the password, and says of everything else that there is nothing. */
function server() {
  const asked: { url: URL; headers: Headers; body: string }[] = [];
  const fetch = async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    const request = new Request(input, init);
    const url = new URL(request.url);
    asked.push({ url, headers: request.headers, body: await request.text() });
    if (url.pathname.endsWith("Session") || url.pathname.endsWith("createAccount")) {
      return Response.json({ did, handle: "alice.test", accessJwt: "CANARY-access", refreshJwt: "CANARY-refresh" });
    }
    return Response.json({ feed: [], did, handle: "alice.test" });
  };
  return { asked, fetch };
}

const login = { identifier: "alice.test", password: "CANARY-password", service: network.pds, network };
const code = (expected: string) => (error: unknown) => error instanceof BlueskyError && error.code === expected;

/** With other environment variables for a while. */
async function withEnvironment(values: Record<string, string>, run: () => Promise<void> | void): Promise<void> {
  const { env } = process;
  process.env = { ...values };
  try {
    await run();
  } finally {
    process.env = env;
  }
}

describe("Bluesky", () => {
  it("logs in and has every operation under its NSID", async () => {
    const { asked, fetch } = server();
    const bsky = await Bluesky.login({ ...login, fetch });
    assert.equal(bsky.did, did);
    assert.equal(bsky.session.handle, "alice.test");
    assert.deepEqual((await bsky.app.bsky.feed.getTimeline({ limit: 10 })).feed, []);
    const [, call] = asked;
    assert.equal(String(call?.url), "https://pds.example.com/xrpc/app.bsky.feed.getTimeline?limit=10");
    assert.equal(call?.headers.get("authorization"), "Bearer CANARY-access");
    const items: unknown[] = [];
    for await (const item of bsky.app.bsky.feed.getAuthorFeed.items({ actor: did })) items.push(item);
    assert.deepEqual(items, []);
    for (const root of ["app", "chat", "com", "tools"] as const) assert.ok(Object.keys(bsky[root]).length > 0);
  });

  it("has what people do as methods, which can be taken off and replaced", async () => {
    const { asked, fetch } = server();
    const bsky = await Bluesky.login({ ...login, fetch });
    const { post } = bsky;
    const { uri, done } = await post("hi", { dryRun: true });
    assert.match(uri, /^at:\/\/did:plc:a{24}\/app\.bsky\.feed\.post\/\w{13}$/);
    assert.deepEqual([done, asked.length], [false, 1]);
    class Quiet extends Bluesky {
      override async like() {
        return { uri: "", done: false };
      }
    }
    assert.deepEqual(await new Quiet({ client: bsky.client }).like(), { uri: "", done: false });
    assert.deepEqual(Object.keys(bsky), []);
    await assert.rejects(Bluesky.public({ network, fetch }).post("hi"), code("no_repo"));
  });

  it("is a client to functions", async () => {
    const { asked, fetch } = server();
    const bsky = Bluesky.public({ network, fetch });
    assert.equal(bsky.did, undefined);
    assert.equal((await getProfile(bsky, { actor: "alice.test" })).handle, "alice.test");
    assert.equal(asked[0]?.url.origin, "https://appview.example.com");
  });

  it("goes on with a saved session without a call, makes accounts, and logs out", async () => {
    const { asked, fetch } = server();
    const first = await Bluesky.createAccount(
      { handle: "alice.test", email: "a@example.com", password: "CANARY-password" },
      { network, fetch, timeout: 5_000 },
    );
    assert.deepEqual(JSON.parse(asked[0]?.body ?? ""), {
      handle: "alice.test",
      email: "a@example.com",
      password: "CANARY-password",
    });
    const bsky = await Bluesky.resume(first.session.export(), { network, fetch });
    assert.equal(asked.length, 1);
    assert.equal(await Bluesky.resume({ store: createMemoryStore(), did }, { network, fetch }), undefined);
    await bsky.logout();
    await assert.rejects(bsky.app.bsky.feed.getTimeline(), code("session_closed"));
    await Bluesky.public({ network }).logout();
  });

  it("binds a client that is there, and makes others of itself", async () => {
    const { asked, fetch } = server();
    const bsky = new Bluesky({ client: createClient({ service: "https://one.example.com", network, fetch }) });
    const other = bsky.with({ service: "https://two.example.com", headers: { "x-test": "1" } });
    await other.app.bsky.actor.getProfile({ actor: did });
    await bsky.app.bsky.actor.getProfile({ actor: did });
    assert.deepEqual(
      asked.map(({ url }) => url.hostname),
      ["two.example.com", "one.example.com"],
    );
    assert.equal(asked[0]?.headers.get("x-test"), "1");
    assert.equal(other.identity, bsky.identity);
  });

  it("shows no secret, nor hands one to the client's options", async () => {
    const { fetch } = server();
    const made = [
      await Bluesky.login({ ...login, fetch }),
      await Bluesky.createAccount({ handle: "a.test", password: "CANARY-password" }, { network, fetch }),
      Bluesky.fromEnv({
        env: { BLUESKY_IDENTIFIER: "a.test", BLUESKY_APP_PASSWORD: "CANARY-password" },
        network,
        fetch,
      }),
      new Bluesky({ bearer: "CANARY-bearer", network, fetch }),
    ];
    for (const bsky of made) {
      for (const value of [bsky, bsky.client, bsky.client.options, bsky.session, bsky.app.bsky.feed]) {
        assert.doesNotMatch(inspect(value, { depth: null, showHidden: true }), /CANARY/);
        assert.doesNotMatch(JSON.stringify(value) ?? "", /CANARY/);
      }
    }
    assert.equal(JSON.stringify(made[0]), JSON.stringify({ did, network: "bluesky" }));
    // What `console.log` shows is the same, also within something else.
    assert.equal(inspect(made[0]), `Bluesky { did: '${did}', network: 'bluesky' }`);
    assert.match(inspect({ bsky: made[0] }), /bsky: Bluesky \{ did: 'did:plc:a+', network: 'bluesky' \}/);
  });
});

describe("Bluesky.fromEnv", () => {
  const env = {
    BLUESKY_IDENTIFIER: "alice.test",
    BLUESKY_APP_PASSWORD: "CANARY-password",
    BLUESKY_SERVICE: "https://own.example.com",
  };

  it("logs in once, when it is first needed", async () => {
    const { asked, fetch } = server();
    const bsky = Bluesky.fromEnv({ env, network, fetch });
    assert.equal(asked.length, 0);
    await Promise.all([bsky.app.bsky.feed.getTimeline(), bsky.app.bsky.feed.getTimeline()]);
    assert.deepEqual(
      asked.map(({ url }) => url.pathname.split(".").at(-1)),
      ["createSession", "getTimeline", "getTimeline"],
    );
    assert.equal(asked[0]?.url.hostname, "own.example.com");
    assert.equal(bsky.did, did);
    const ready = Bluesky.fromEnv({ env, network, fetch });
    await ready.ready();
    assert.equal(ready.did, did);
    await ready.logout();
    assert.equal(asked.at(-1)?.url.pathname, "/xrpc/com.atproto.server.deleteSession");
  });

  it("logs out of a session that was never begun without a call", async () => {
    const { asked, fetch } = server();
    await Bluesky.fromEnv({ env, network, fetch }).logout();
    assert.equal(asked.length, 0);
  });

  it("reads the process's variables, and says which are missing", async () => {
    const { fetch } = server();
    await withEnvironment(env, () => void Bluesky.fromEnv({ network, fetch }));
    await withEnvironment({}, () =>
      assert.throws(() => Bluesky.fromEnv(), /BLUESKY_BEARER, or BLUESKY_IDENTIFIER and BLUESKY_APP_PASSWORD/),
    );
    for (const [given, missing] of [
      [{ BLUESKY_IDENTIFIER: "a.test" }, /BLUESKY_APP_PASSWORD in/],
      [{ BLUESKY_APP_PASSWORD: "CANARY" }, /BLUESKY_IDENTIFIER in/],
    ] as const) {
      assert.throws(() => Bluesky.fromEnv({ env: given }), missing);
    }
    assert.throws(() => Bluesky.fromEnv({ env: noEnv }), code("invalid_option"));
  });

  it("takes a bearer first", async () => {
    const { asked, fetch } = server();
    await Bluesky.fromEnv({
      env: { ...env, BLUESKY_BEARER: "CANARY-bearer" },
      network,
      fetch,
    }).app.bsky.feed.getTimeline();
    assert.equal(asked[0]?.headers.get("authorization"), "Bearer CANARY-bearer");
    assert.equal(asked[0]?.url.hostname, "own.example.com");
  });
});

describe("the original SDK's options", () => {
  const call = async (options: ConstructorParameters<typeof Bluesky>[0]): Promise<{ url: URL; headers: Headers }> => {
    const { asked, fetch } = server();
    const httpClient = new HTTPClient({ fetcher: (request) => fetch(request) });
    await new Bluesky({ network, httpClient, ...options }).app.bsky.actor.getProfile({ actor: did });
    assert.ok(asked[0]);
    return asked[0];
  };

  it("say where calls go", async () => {
    assert.equal((await call({ serverURL: "https://own.example.com" })).url.hostname, "own.example.com");
    assert.equal((await call({ server: "public" })).url.hostname, "appview.example.com");
    assert.equal((await call({ server: "privileged" })).url.hostname, "pds.example.com");
    assert.equal((await call({})).url.hostname, "appview.example.com");
    assert.equal(
      (await call({ serverURL: "https://theirs.example.com", service: "https://ours.example.com" })).url.hostname,
      "ours.example.com",
    );
  });

  it("take a bearer as a string, a function, or from the environment", async () => {
    const fixed = await call({ bearer: "one" });
    assert.deepEqual([fixed.headers.get("authorization"), fixed.url.hostname], ["Bearer one", "pds.example.com"]);
    assert.equal(
      (await call({ bearer: async () => "two", serverURL: "https://own.example.com" })).headers.get("authorization"),
      "Bearer two",
    );
    await withEnvironment({ BLUESKY_BEARER: "three" }, async () => {
      assert.equal((await call({})).headers.get("authorization"), "Bearer three");
      assert.equal((await call({ bearer: "four" })).headers.get("authorization"), "Bearer four");
      assert.equal((await call({ service: "https://own.example.com" })).headers.get("authorization"), null);
    });
    await withEnvironment({}, async () => {
      assert.equal((await call({})).headers.get("authorization"), null);
    });
  });

  it("say who is calling, how long it may take, and what is retried", async () => {
    assert.equal((await call({ userAgent: "test/1" })).headers.get("user-agent"), "test/1");
    const options = (given: ConstructorParameters<typeof Bluesky>[0]) => new Bluesky(given).client.options;
    assert.equal(options({ timeoutMs: 1234 }).timeout, 1234);
    assert.equal(options({ timeoutMs: 1234, timeout: 5 }).timeout, 5);
    assert.equal(options({ retryConfig: { strategy: "none" } }).retry, false);
    assert.deepEqual(
      options({
        retryConfig: {
          strategy: "backoff",
          backoff: { initialInterval: 100, maxInterval: 400, exponent: 2, maxElapsedTime: 1_000 },
        },
      }).retry,
      { attempts: 4, baseDelay: 100, maxDelay: 400 },
    );
    const endless = options({ retryConfig: { strategy: "backoff" } }).retry;
    assert.ok(endless && (endless.attempts ?? 0) <= 100);
  });

  it("run the hooks of an HTTP client", async () => {
    const seen: string[] = [];
    const { fetch } = server();
    const httpClient = new HTTPClient({ fetcher: (request) => fetch(request) });
    const never = (): void => assert.fail("taken off");
    httpClient
      .addHook("beforeRequest", (request) => new Request(request, { headers: { "x-hook": "1" } }))
      .addHook("beforeRequest", (request) => void seen.push(`request ${request.headers.get("x-hook")}`))
      .addHook("response", ({ status }) => void seen.push(`response ${status}`))
      .addHook("response", never)
      .removeHook("response", never);
    await new Bluesky({ network, httpClient: httpClient.clone(), service: network.pds }).app.bsky.actor.getProfile({
      actor: did,
    });
    assert.deepEqual(seen, ["request 1", "response 200"]);
    const failing = new HTTPClient({ fetcher: () => Promise.reject(new TypeError("down")) });
    failing.addHook("requestError", (error) => void seen.push(String(error)));
    const bsky = new Bluesky({ network, httpClient: failing, service: network.pds, retry: false });
    await assert.rejects(bsky.app.bsky.actor.getProfile({ actor: did }), code("network_error"));
    assert.equal(seen.at(-1), "TypeError: down");
  });

  it("write down what is done, without secrets", async (test) => {
    const lines: unknown[] = [];
    const debugLogger = { group: () => {}, groupEnd: () => {}, log: (message: unknown) => lines.push(message) };
    await call({ debugLogger, bearer: "CANARY" });
    assert.ok(lines.length > 0);
    test.mock.method(console, "debug", (message: unknown) => lines.push(message));
    const before = lines.length;
    await withEnvironment({ BLUESKY_DEBUG: "true" }, async () => void (await call({ bearer: "CANARY" })));
    assert.ok(lines.length > before);
    assert.doesNotMatch(lines.join("\n"), /CANARY/);
  });
});

describe("what the class is given", () => {
  const env = { BLUESKY_IDENTIFIER: did, BLUESKY_APP_PASSWORD: "CANARY-password", BLUESKY_SERVICE: network.pds };
  const silent: typeof fetch = () => new Promise(() => {});
  const typeless = (value: unknown): never => value as never;

  it("is refused where it is wrong, before anybody logs in", async () => {
    const { asked, fetch } = server();
    const wrong: [option: string, options: object][] = [
      ["labelers", { labelers: [{ did }] }],
      ["headers", { userAgent: "CANARY\r\nx: y" }],
      ["headers", { headers: { cookie: "CANARY\n" + "x" } }],
      ["proxy", { proxy: "CANARY\nx" }],
      ["timeout", { timeoutMs: "500" }],
      ["hooks", { hooks: ["x"] }],
    ];
    for (const [option, options] of wrong) {
      const refused = (error: Error & { option?: string }): boolean => {
        assert.equal(error.option, option);
        assert.doesNotMatch(inspect(error, { depth: 9 }), /CANARY/);
        return code("invalid_option")(error);
      };
      await assert.rejects(Bluesky.login({ ...login, fetch, ...options }), refused);
      await assert.rejects(Bluesky.createAccount({ handle: "a.test" }, { network, fetch, ...options }), refused);
      assert.throws(() => new Bluesky({ network, service: network.pds, fetch, ...options }), refused);
      assert.throws(() => Bluesky.fromEnv({ env, network, fetch, ...options }), refused);
    }
    assert.equal(asked.length, 0);
    for (const serverURL of ["bsky.social", "https://pds.example.com/xrpc", typeless(5)]) {
      assert.throws(() => new Bluesky({ serverURL }), code("invalid_option"));
    }
    for (const identity of [{}, "x", () => {}]) {
      assert.throws(() => new Bluesky({ service: network.pds, identity: typeless(identity) }), code("invalid_option"));
    }
    assert.throws(() => new Bluesky({ client: typeless({}) }), code("invalid_option"));
    for (const nothing of [undefined, null]) {
      await assert.rejects(Bluesky.login(typeless(nothing)), code("invalid_option"));
      assert.ok(new Bluesky(typeless(nothing)));
    }
  });

  it("ends a login in time, whoever makes it", async () => {
    const late = (limit: string) => (error: Error & { limit?: string }) =>
      code("timeout")(error) && error.limit === limit;
    const start = performance.now();
    await assert.rejects(Bluesky.login({ ...login, fetch: silent, deadline: 60 }), late("deadline"));
    await assert.rejects(Bluesky.login({ ...login, fetch: silent, timeout: 60 }), late("timeout"));
    await assert.rejects(Bluesky.login({ ...login, fetch: silent, timeoutMs: 60 }), late("timeout"));
    await assert.rejects(
      Bluesky.createAccount({ handle: "a.test" }, { network, fetch: silent, deadline: 60 }),
      late("deadline"),
    );
    // A call that gives up does not end the login, for which others may wait: this does.
    const lazy = { env, network, fetch: silent, timeout: 1_000 };
    await assert.rejects(Bluesky.fromEnv({ ...lazy, deadline: 60 }).app.bsky.feed.getTimeline(), late("deadline"));
    await assert.rejects(Bluesky.fromEnv(lazy).app.bsky.feed.getTimeline({}, { deadline: 60 }), late("deadline"));
    await assert.rejects(Bluesky.fromEnv({ ...lazy, timeout: 60 }).ready(), late("timeout"));
    const bsky = Bluesky.fromEnv(lazy);
    const signal = AbortSignal.timeout(60);
    await assert.rejects(
      bsky.ready({ signal }),
      (error: Error) => code("aborted")(error) && error.cause === signal.reason,
    );
    await assert.rejects(bsky.logout({ signal }), code("aborted"));
    await assert.rejects(bsky.ready({ signal: typeless({}) }), code("invalid_option"));
    assert.ok(performance.now() - start < 5_000);
  });

  it("does not let a call that was given up be sent once the login is done", async () => {
    const { asked, fetch } = server();
    let finish: (() => void) | undefined;
    const slow: typeof globalThis.fetch = async (input, init) => {
      if (`${input}`.includes("createSession")) {
        await new Promise<void>((resolve) => {
          finish = resolve;
        });
      }
      return fetch(input, init);
    };
    const bsky = Bluesky.fromEnv({ env, network, fetch: slow });
    const input = { repo: did, collection: "a.b.c", record: { $type: "a.b.c" } };
    await assert.rejects(bsky.com.atproto.repo.createRecord(input, { deadline: 40 }), code("timeout"));
    finish?.();
    await bsky.ready();
    await new Promise((resolve) => setTimeout(resolve, 20));
    assert.deepEqual(
      asked.map(({ url }) => url.pathname.split(".").at(-1)),
      ["createSession"],
    );
  });

  it("goes to nobody else: secret headers stay at one's own server", async () => {
    const { asked, fetch } = server();
    const identity = { resolveIdentity: async () => ({ pds: "https://other.example.com" }) };
    const headers = { cookie: "CANARY", "accept-language": "de" };
    const bsky = new Bluesky({
      bearer: "CANARY-bearer",
      network,
      fetch,
      headers,
      identity: typeless(identity),
      validate: false,
    });
    await bsky.app.bsky.feed.getTimeline();
    await bsky.com.atproto.repo.listRecords({ repo: "bob.test", collection: "a.b.c" });
    await bsky.with({ service: "https://third.example.com" }).app.bsky.feed.getTimeline();
    assert.deepEqual(
      asked.map(({ url, headers: sent }) => [
        url.hostname,
        sent.get("cookie"),
        sent.get("authorization"),
        sent.get("accept-language"),
      ]),
      [
        ["pds.example.com", "CANARY", "Bearer CANARY-bearer", "de"],
        ["other.example.com", null, null, "de"],
        ["third.example.com", null, null, "de"],
      ],
    );
    assert.equal(bsky.with({ timeout: 5 }).client.rateLimits, bsky.client.rateLimits);
  });
});
