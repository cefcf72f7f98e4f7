import assert from "node:assert/strict";
import { test } from "node:test";
import { inspect } from "node:util";
import { getTimeline } from "../../lexicons/app/bsky/feed/getTimeline.ts";
import { getUploadLimits } from "../../lexicons/app/bsky/video/getUploadLimits.ts";
import { listRecords } from "../../lexicons/com/atproto/repo/listRecords.ts";
import { createSession } from "../../lexicons/com/atproto/server/createSession.ts";
import { getSession } from "../../lexicons/com/atproto/server/getSession.ts";
import { getBlob } from "../../lexicons/com/atproto/sync/getBlob.ts";
import { blueskyNetwork } from "../../network/blueskyNetwork.ts";
import type { CallOptions, CreateClientOptions, Route } from "../contract/Call.ts";
import type { SessionLike } from "../contract/SessionLike.ts";
import { routeReads } from "../route/routeReads.ts";
import { routeVideo } from "../route/routeVideo.ts";
import { type FakeRequest, fakeFetch } from "../testing/fakeFetch.ts";
import { json, serve } from "../testing/serve.ts";
import { createClient } from "./createClient.ts";

const DID = "did:plc:aaaaaaaaaaaaaaaaaaaaaaaa";
const OTHER = "did:plc:bbbbbbbbbbbbbbbbbbbbbbbb";
const CID = "bafkreibme22gw2h7y2h7tg2fhqotaqjucnbc24deqo72b6mkl2egezxhvy";
const PDS = "https://pds.example.com";
const SECRETS = { authorization: "Bearer canary", cookie: "sid=canary", "X-Api-Key": "canary", "x-mine": "canary" };
const HARMLESS = { Accept: "application/json", "accept-language": "de", "user-agent": "me" };
const lax = { validate: false } as const;

/** Answers by URL without its query; what is not there is found nowhere. */
function web(answers: Record<string, () => Response>, options: CreateClientOptions = {}) {
  const { fetch: ask, requests } = fakeFetch(({ url }) => {
    const answer = answers[url.origin + url.pathname] ?? answers[url.origin];
    return answer ? answer() : new Response("", { status: 404 });
  });
  // Where it is told to follow, it does, as platforms do.
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const response = await ask(input, init);
    const location = response.headers.get("location");
    return init?.redirect === "manual" || !location ? response : fetch(new URL(location, `${input}`), init);
  };
  const asked = (): string[] => requests.map(({ url }) => url.href);
  return { client: createClient({ fetch, retry: false, ...lax, ...options }), requests, asked };
}

const to =
  (location: string, status = 302) =>
  () =>
    new Response("", { status, headers: { location } });
const found = (): Response => Response.json({ found: true });
const readElsewhere: Route = routeReads(async () => PDS);
const params = { repo: OTHER, collection: "a.b.c" };
const listAt = `${PDS}/xrpc/com.atproto.repo.listRecords`;

/** Where no redirect of a server that a document names may lead. */
const PRIVATE = [
  "http://127.0.0.1:8080/x",
  "http://169.254.169.254/latest/meta-data",
  "https://10.0.0.1/x",
  "https://[::1]/x",
  "https://[::ffff:127.0.0.1]/x",
  "https://0x7f000001/x",
  "https://localhost/x",
  "https://LOCALHOST./x",
  "https://a.localhost/x",
  "https://metadata.google.internal/x",
  "https://METADATA.google.iNTERNAL./x",
  "https://router.lan/x",
  "https://pc.localdomain/x",
  "https://intranet/x",
  "http://cdn.example.com/x",
  "https://user:pass@cdn.example.com/x",
  "ftp://cdn.example.com/x",
  "file:///etc/passwd",
  "data:application/json,{}",
  "javascript:alert(1)",
  "//127.0.0.1/x",
  "http://",
];

test("a redirect of a server that a document names leads to no private address, and to nothing but https", async () => {
  for (const location of PRIVATE) {
    const { client, asked } = web({ [listAt]: to(location) }, { route: readElsewhere });
    await assert.rejects(listRecords(client, params), { code: "invalid_response", message: /redirect/ }, location);
    assert.equal(asked().length, 1, location);
  }
  const blob = `${PDS}/xrpc/com.atproto.sync.getBlob`;
  const { client, asked } = web({ [blob]: to("http://127.0.0.1/secret") }, { route: readElsewhere });
  await assert.rejects(getBlob(client, { did: OTHER, cid: CID }), { code: "invalid_response" });
  assert.equal(asked().length, 1);
});

test("each hop is judged before it is asked, and there are five at the most", async () => {
  const cdn = "https://cdn.example.com";
  const hops = (end: () => Response, count: number): Record<string, () => Response> => ({
    [listAt]: to(`${cdn}/1`, 301),
    ...Object.fromEntries(
      Array.from({ length: count }, (_, n) => [
        `${cdn}/${n + 1}`,
        to(n + 1 === count ? `${cdn}/end` : `./${n + 2}`, 307),
      ]),
    ),
    [`${cdn}/end`]: end,
  });
  const good = web(hops(found, 4), { route: readElsewhere });
  assert.deepEqual(await listRecords(good.client, params), { found: true });
  assert.deepEqual(
    good.asked().slice(1),
    [1, 2, 3, 4, "end"].map((name) => `${cdn}/${name}`),
  );
  assert.ok(good.requests.every(({ init }) => init.redirect === "manual"));

  const many = web(hops(found, 5), { route: readElsewhere });
  await assert.rejects(listRecords(many.client, params), { code: "invalid_response" });
  assert.equal(many.asked().length, 6);
  const late = web(hops(to("http://127.0.0.1/"), 3), { route: readElsewhere });
  await assert.rejects(listRecords(late.client, params), { code: "invalid_response" });
  assert.ok(late.asked().every((url) => url.startsWith("https://")));
});

test("what hides or follows redirects by itself leads nowhere either", async () => {
  const opaque = Object.defineProperty(new Response(""), "status", { value: 0 });
  Object.defineProperty(opaque, "ok", { value: false });
  const hidden = createClient({ fetch: async () => opaque, retry: false, route: readElsewhere });
  await assert.rejects(listRecords(hidden, params), { code: "invalid_response", message: /redirect, not followed/ });
  const gone = (url: string): Response => Object.defineProperty(found(), "url", { value: url });
  const follows = (url: string): CreateClientOptions => ({ fetch: async () => gone(url), retry: false, ...lax });
  for (const url of ["http://127.0.0.1/x", "https://router.lan/x", "http://pds.example.com/x"]) {
    const client = createClient({ ...follows(url), route: readElsewhere });
    await assert.rejects(listRecords(client, params), { code: "network_error", message: /redirect/ }, url);
  }
  const near = createClient({ ...follows("https://cdn.example.com/x"), route: readElsewhere });
  assert.deepEqual(await listRecords(near, params), { found: true });
});

test("a server that the user names may send on to its neighbours on this machine, and no other may", async () => {
  await using target = await serve((_, response) => json(response, { feed: [] }));
  await using server = await serve((request, response) =>
    response.writeHead(307, { location: `${target.url}${request.url}` }).end(),
  );
  assert.deepEqual(await getTimeline(createClient({ service: server.url, retry: false })), { feed: [] });
  assert.equal(target.requests.length, 1);
  // Named by a route, not by the user.
  const routed = createClient({ route: routeReads(async () => server.url), retry: false });
  await assert.rejects(listRecords(routed, params), { code: "invalid_response" });
  const network = { ...blueskyNetwork, allowHttp: true };
  await assert.rejects(listRecords(createClient({ ...routed.options, network }), params), {
    code: "invalid_response",
    message: /records/,
  });
  assert.equal(target.requests.length, 2);
});

test("a client's headers go to its own service and session; elsewhere only what holds no secret", async () => {
  const names = ({ headers }: FakeRequest): string[] =>
    [...headers.keys()].filter((name) => !name.startsWith("content-"));
  const harmless = ["accept", "accept-language", "user-agent"];
  const all = [...harmless, "authorization", "cookie", "x-api-key", "x-mine"].sort();
  const headers = { ...SECRETS, ...HARMLESS };
  const own = fakeFetch(found);
  const session: SessionLike = { did: DID, fetchHandler: (path, init) => own.fetch(new URL(path, PDS), init) };
  const route = [routeReads(async () => "https://other.example.com"), routeVideo];
  const { client, requests } = web({}, { headers, session, route, service: "https://ignored.example.com" });
  const sent = async (call: Promise<unknown>, list: FakeRequest[]): Promise<string[]> => {
    await call.catch(() => {});
    return names(list.at(-1) ?? assert.fail("nothing was sent"));
  };
  assert.deepEqual(await sent(getTimeline(client), own.requests), all);
  // Another repository's server.
  assert.deepEqual(await sent(listRecords(client, params), requests), harmless);
  assert.deepEqual(
    await sent(listRecords(client, params, { headers: { authorization: "canary" } }), requests),
    harmless,
  );
  // A service of the call: what the call itself says goes.
  const elsewhere = "https://elsewhere.example.com";
  assert.deepEqual(await sent(getTimeline(client, {}, { service: elsewhere }), requests), harmless);
  assert.deepEqual(
    await sent(
      getTimeline(client, {}, { service: elsewhere, headers: { authorization: "mine", "x-y": "z" } }),
      requests,
    ),
    [...harmless, "authorization", "x-y"].sort(),
  );
  assert.equal(requests.at(-1)?.headers.get("authorization"), "mine");
  assert.deepEqual(await sent(getTimeline(client.with({ service: elsewhere })), requests), harmless);
  assert.deepEqual(await sent(client.call("a.b.c", { input: {} }, { service: elsewhere }), requests), harmless);
  // The video service gets its own token, and no other.
  const video = web(
    { "https://video.bsky.app": found },
    {
      headers,
      route,
      session: { did: DID, fetchHandler: async () => Response.json({ token: "t0ken" }) },
    },
  );
  assert.deepEqual(await sent(getUploadLimits(video.client), video.requests), [...harmless, "authorization"].sort());
  assert.equal(video.requests.at(-1)?.headers.get("authorization"), "Bearer t0ken");
});

test("a client without a service keeps its headers from the service of a call; the same service is no other one", async () => {
  const { client, requests } = web({}, { headers: SECRETS });
  await client.call("a.b.c", {}, { service: "https://elsewhere.example.com" }).catch(() => {});
  assert.equal(requests.at(-1)?.headers.get("authorization"), null);
  const named = web({}, { headers: SECRETS, service: PDS });
  await named.client.call("a.b.c", {}, { service: "HTTPS://PDS.example.com/" }).catch(() => {});
  assert.equal(named.requests.at(-1)?.headers.get("authorization"), "Bearer canary");
  const session: SessionLike = { did: DID, fetchHandler: async () => found() };
  let seen: Headers | undefined;
  const spy: SessionLike = {
    did: OTHER,
    fetchHandler: async (_, init) => {
      seen = new Headers(init.headers);
      return found();
    },
  };
  await named.client.with({ session: spy }).call("a.b.c");
  assert.equal(seen?.get("authorization"), null, "of a service to a session");
  await createClient({ session, headers: SECRETS }).with({ session: spy }).call("a.b.c");
  assert.equal(seen?.get("authorization"), null, "of a session to another");
  await createClient({ headers: SECRETS }).with({ session: spy }).call("a.b.c");
  assert.equal(seen?.get("x-mine"), "canary", "of nobody to the first session");
});

test("what a route sets itself goes where it leads", async () => {
  const route: Route = (call) => {
    call.service = "https://elsewhere.example.com";
    call.headers.set("authorization", "of the route");
  };
  const { client, requests } = web({}, { route, headers: SECRETS, service: PDS });
  await client.call("a.b.c").catch(() => {});
  assert.equal(requests[0]?.headers.get("authorization"), "of the route");
  assert.equal(requests[0]?.headers.get("cookie"), null);
});

test("header names have no letter case: those of a call take the place of their client's", async () => {
  const { client, requests } = web({}, { service: PDS, headers: { "X-Mine": "1", "User-Agent": "a" } });
  await client
    .with({ headers: { "x-mine": "2" } })
    .call("a.b.c", {}, { headers: { "USER-AGENT": "b" } })
    .catch(() => {});
  assert.deepEqual(
    [...(requests[0]?.headers ?? [])],
    [
      ["user-agent", "b"],
      ["x-mine", "2"],
    ],
  );
  // What programs without types may give.
  const odd = { headers: new Headers({ "x-mine": "3" }) } as unknown as CallOptions;
  await client.call("a.b.c", {}, odd).catch(() => {});
  assert.equal(requests[1]?.headers.get("x-mine"), "3");
  await client.call("a.b.c", {}, { headers: { "x-mine": undefined as unknown as string } }).catch(() => {});
  assert.equal(requests[2]?.headers.get("x-mine"), "1");
});

test("no secret goes out over http, unless to this machine or where the network allows it", async () => {
  const refused = { code: "invalid_request", attempts: 1, message: /would send a secret to / };
  for (const service of [
    "http://8.8.8.8",
    "http://[2001:db8::1]",
    "http://0x08080808",
    "http://pds.example.com.",
    "https://10.0.0.1",
  ]) {
    const { client, asked } = web({}, { service });
    await assert.rejects(createSession(client, { identifier: "a.test", password: "canary" }), refused, service);
    await assert.rejects(client.call("a.b.c", {}, { headers: { authorization: "canary" } }), refused, service);
    await assert.rejects(client.call("a.b.c", { params: { accessToken: "canary" } }), refused, service);
    assert.deepEqual(asked(), [], service);
    // What is no secret does.
    await client.call("a.b.c").catch(() => {});
    assert.equal(asked().length, 1);
  }
  for (const service of ["http://127.8.9.1:3", "http://[::1]:3", "http://localhost:3", "http://a.LOCALHOST.:3", PDS]) {
    const { client, asked } = web({}, { service });
    await createSession(client, { identifier: "a.test", password: "canary" }).catch(() => {});
    assert.equal(asked().length, 1, service);
  }
  const { client, asked } = web({}, { service: "http://pds:3", network: { ...blueskyNetwork, allowHttp: true } });
  await createSession(client, { identifier: "a.test", password: "canary" }).catch(() => {});
  assert.equal(asked().length, 1);
});

test("an NSID is an NSID", async () => {
  const { client, requests } = web({}, { session: { did: DID, fetchHandler: () => assert.fail("it was sent") } });
  const wrong = [
    "../../admin",
    "a.b.c/../../admin",
    "a.b.c?x=y",
    "a.b.c#d",
    "//evil.example.com",
    "a",
    "",
    "a.b",
    "a.b.c ",
    "a.b.c\n",
  ];
  for (const nsid of wrong) {
    await assert.rejects(client.call(nsid), { code: "invalid_request", message: /expected the NSID/ }, nsid);
    await assert.rejects(client.call(nsid, { input: {} }), { code: "invalid_request" }, nsid);
  }
  for (const nothing of [undefined, null, 1, {}, Symbol("x")]) {
    await assert.rejects(client.call(nothing as unknown as string), { code: "invalid_option", option: "operation" });
  }
  assert.equal(requests.length, 0);
});

test("options of parsed JSON set nothing by `__proto__`", async () => {
  const { client, asked } = web({}, { service: PDS });
  const evil =
    '{"__proto__":{"service":"https://evil.example.com","proxy":"did:web:evil.example.com#x","headers":{"x-evil":"1"}}}';
  await client.call("a.b.c", {}, JSON.parse(evil)).catch(() => {});
  await client
    .with(JSON.parse(evil))
    .call("a.b.c")
    .catch(() => {});
  await createClient({ ...client.options, ...JSON.parse(evil) })
    .call("a.b.c")
    .catch(() => {});
  await client.call("a.b.c", {}, JSON.parse('{"headers":{"__proto__":{"x-evil":"1"}}}')).catch(() => {});
  assert.deepEqual(new Set(asked()), new Set([`${PDS}/xrpc/a.b.c`]));
  assert.equal(asked().length, 3); // the last one is refused: what a header has is a text
});

test("a service is said to be wrong where it is given, without what may be secret in it", async () => {
  const { client } = web({});
  const cases: [service: unknown, message: RegExp][] = [
    ["bsky.social", /Expected .*https:\/\/host, got "bsky\.social": did you mean https:\/\/bsky\.social\?/],
    ["localhost:2583", /did you mean http:\/\/localhost:2583\?/],
    [
      "https://pds.example.com/base",
      /got https:\/\/pds\.example\.com with a path: did you mean https:\/\/pds\.example\.com\?/,
    ],
    ["https://pds.example.com/?token=canary", /with a query/],
    ["https://pds.example.com/#canary", /with a query or a fragment/],
    ["https://user:canary@pds.example.com/canary", /got https:\/\/pds\.example\.com with a path/],
    ["canary/pass word", /got no URL/],
    ["ftp://canary@pds.example.com", /got no URL/],
    ["//example.com", /got no URL/],
    ["", /got no URL/],
    [5, /got a number/],
    [{ url: PDS }, /got an object/],
  ];
  for (const [given, message] of cases) {
    const service = given as string;
    const expected = (error: Error): boolean => {
      assert.equal((error as Error & { option?: string }).option, "service");
      assert.match(error.message, message);
      assert.doesNotMatch(inspect(error, { depth: 9, showHidden: true }), /canary/);
      return true;
    };
    assert.throws(() => createClient({ service }), expected);
    assert.throws(() => client.with({ service }), expected);
    await assert.rejects(client.call("a.b.c", { params: { q: "canary" } }, { service }), expected);
    const result = await getTimeline.safe(client, {}, { service });
    assert.equal(result.ok ? "" : result.error.code, "invalid_option");
  }
  // A user in an address is left out, as ever: no platform takes one.
  const { client: named, asked } = web({}, { service: "https://user:canary@PDS.example.com/" });
  const error = await named.call("a.b.c").catch((e: unknown) => e);
  assert.deepEqual(asked(), [`${PDS}/xrpc/a.b.c`]);
  assert.doesNotMatch(inspect(error, { depth: 9 }), /canary/);
});

test("what a route or a network says of a server is looked at, too", async () => {
  for (const service of ["nowhere", "ftp://example.com", "data:text/plain,x", 5, ""]) {
    const route: Route = (call) => {
      call.service = service as string;
    };
    const { client, asked } = web({}, { route });
    await assert.rejects(client.call("a.b.c"), { code: "invalid_request" }, `${service}`);
    assert.deepEqual(asked(), []);
  }
  const route: Route = (call) => {
    call.service = "https://user:canary@pds.example.com/x?token=canary";
  };
  const { client, asked } = web({}, { route });
  const error = await client.call("a.b.c").catch((e: unknown) => e);
  assert.deepEqual(asked(), [`${PDS}/xrpc/a.b.c`]);
  assert.doesNotMatch(inspect(error, { depth: 9 }), /canary/);
  const nowhere = createClient({ network: { ...blueskyNetwork, pds: "nowhere" } });
  await assert.rejects(nowhere.call("a.b.c"), { code: "invalid_request", message: /URL of a server/ });
  const none = createClient({ route: routeReads(async () => undefined as unknown as string) });
  await assert.rejects(listRecords(none, params), { code: "invalid_request", message: /no server is known/ });
});

test("`proxy: false` takes back what a header of the client says of it", async () => {
  const own = fakeFetch(found);
  const session: SessionLike = { did: DID, fetchHandler: (path, init) => own.fetch(new URL(path, PDS), init) };
  const headers = { "Atproto-Proxy": "did:web:a.example.com#x" };
  const client = createClient({ session, headers, ...lax });
  await getTimeline(client);
  await getTimeline(client, {}, { proxy: false });
  await getTimeline(client.with({ proxy: false }));
  await getTimeline(client.with({ proxy: false }), {}, { headers });
  await getSession(client);
  await getSession(client, {}, { headers });
  assert.deepEqual(
    own.requests.map(({ headers: sent }) => sent.get("atproto-proxy")),
    [headers["Atproto-Proxy"], null, null, headers["Atproto-Proxy"], null, headers["Atproto-Proxy"]],
  );
});

test("a repository of one's own is known by its handle in any letter case", async () => {
  const session: SessionLike = { did: DID, handle: "Alice.Example.com", fetchHandler: async () => found() };
  const route = routeReads(() => assert.fail("it is one's own"));
  const client = createClient({ session, route, ...lax });
  for (const repo of [DID, "alice.example.com", "ALICE.example.COM"]) await listRecords(client, { ...params, repo });
});

test("only names under `app.bsky` are the AppView's", async () => {
  const { client, asked } = web({});
  for (const nsid of ["apple.example.getThing", "app.bskyish.getThing", "app.other.getThing"]) {
    await client.call(nsid).catch(() => {});
  }
  assert.ok(asked().every((url) => url.startsWith("https://bsky.social/")));
});
