import assert from "node:assert/strict";
import { test } from "node:test";
import { inspect } from "node:util";
import { getProfile } from "../../lexicons/app/bsky/actor/getProfile.ts";
import { getPosts } from "../../lexicons/app/bsky/feed/getPosts.ts";
import { getTimeline } from "../../lexicons/app/bsky/feed/getTimeline.ts";
import { getUploadLimits } from "../../lexicons/app/bsky/video/getUploadLimits.ts";
import { listConvos } from "../../lexicons/chat/bsky/convo/listConvos.ts";
import { createReport } from "../../lexicons/com/atproto/moderation/createReport.ts";
import { createRecord } from "../../lexicons/com/atproto/repo/createRecord.ts";
import { getRecord } from "../../lexicons/com/atproto/repo/getRecord.ts";
import { listRecords } from "../../lexicons/com/atproto/repo/listRecords.ts";
import { createSession } from "../../lexicons/com/atproto/server/createSession.ts";
import { getSession } from "../../lexicons/com/atproto/server/getSession.ts";
import { getRepo } from "../../lexicons/com/atproto/sync/getRepo.ts";
import { getConfig } from "../../lexicons/tools/ozone/server/getConfig.ts";
import { blueskyNetwork } from "../../network/blueskyNetwork.ts";
import type { CreateClientOptions } from "../contract/Call.ts";
import type { SessionLike } from "../contract/SessionLike.ts";
import { InvalidRequestError } from "../errors/InvalidRequestError.ts";
import { routeReads } from "../route/routeReads.ts";
import { routeVideo } from "../route/routeVideo.ts";
import { type FakeRequest, fakeFetch } from "../testing/fakeFetch.ts";
import { createClient } from "./createClient.ts";

const DID = "did:plc:aaaaaaaaaaaaaaaaaaaaaaaa";
const OTHER = "did:plc:bbbbbbbbbbbbbbbbbbbbbbbb";
const LABELER = "did:plc:cccccccccccccccccccccccc";
const EMPTY = { request: "strict", response: false } as const;

/** A client whose requests are caught: those of the session in `own`, others in `other`. */
function caught(
  options: CreateClientOptions = {},
  answer: (request: FakeRequest) => Response = () => Response.json({}),
) {
  const own = fakeFetch(answer);
  const other = fakeFetch(answer);
  const session: SessionLike = {
    did: DID,
    fetchHandler: (path, init) => own.fetch(new URL(path, "https://pds.test"), init),
  };
  const client = createClient({ session, fetch: other.fetch, validate: EMPTY, ...options });
  return { client, own: own.requests, other: other.requests };
}

test("a query is a GET whose arrays repeat their key, and nothing is made up", async () => {
  const { fetch, requests } = fakeFetch(() => Response.json({ feed: [] }));
  const client = createClient({ service: "https://example.com/", fetch });
  await getTimeline(client);
  await getTimeline(client, { limit: 3, algorithm: "a b&c=d/ü", cursor: undefined });
  await client.call("com.example.get", {
    params: { tag: ["a", "b", undefined], yes: true, no: false, n: 0, none: [] },
  });
  assert.deepEqual(
    requests.map(({ method, url, body }) => [method, url.href, body]),
    [
      ["GET", "https://example.com/xrpc/app.bsky.feed.getTimeline", undefined],
      ["GET", "https://example.com/xrpc/app.bsky.feed.getTimeline?limit=3&algorithm=a%20b%26c%3Dd%2F%C3%BC", undefined],
      ["GET", "https://example.com/xrpc/com.example.get?tag=a&tag=b&yes=true&no=false&n=0", undefined],
    ],
  );
});

test("a procedure is a POST of JSON; one without a body sends none", async () => {
  const { fetch, requests } = fakeFetch(() => Response.json({ ok: 1 }));
  const client = createClient({ service: "https://example.com", fetch });
  assert.deepEqual(await client.call("com.example.do", { input: { a: [1] }, params: { q: "x" } }), { ok: 1 });
  await client.call("com.example.do", { method: "POST" });
  const [first, second] = requests;
  assert.equal(first?.method, "POST");
  assert.equal(first?.url.search, "?q=x");
  assert.equal(first?.headers.get("content-type"), "application/json");
  assert.equal(first?.body, '{"a":[1]}');
  assert.equal(second?.method, "POST");
  assert.equal(second?.body, undefined);
  assert.equal(second?.headers.get("content-type"), null);
});

test("what is invalid is not sent, and the error says why without secrets", async () => {
  const { fetch, requests } = fakeFetch();
  const client = createClient({ service: "https://example.com", fetch });
  const limit = await getTimeline(client, { limit: 1000 }).catch((error: unknown) => error);
  assert.ok(limit instanceof InvalidRequestError);
  assert.equal(limit.code, "invalid_request");
  assert.equal(limit.nsid, "app.bsky.feed.getTimeline");
  assert.equal(limit.retryable, false);
  assert.equal(limit.attempts, 0);
  assert.match(limit.message, /^app\.bsky\.feed\.getTimeline: params: limit: expected at most 100, got 1000/);
  const bad = { identifier: "a", password: 12345678 } as unknown as createSession.Input;
  const secret = await createSession(client, bad).catch((error: unknown) => error);
  assert.ok(secret instanceof InvalidRequestError);
  assert.ok(!`${inspect(secret)}${JSON.stringify(secret)}`.includes("12345678"));
  const loop: Record<string, unknown> = {};
  loop.loop = loop;
  await assert.rejects(client.call("a.b.c", { input: loop }), { code: "invalid_request" });
  await assert.rejects(client.call("a.b.c", { params: { a: {} } }), { code: "invalid_request" });
  await assert.rejects(client.call("a.b.c", { params: { a: "\ud800" } }), { code: "invalid_request" });
  assert.equal(requests.length, 0);
  // Unless it is wanted.
  await getTimeline(client, { limit: 1000 }, { validate: false });
  await getTimeline(client, { limit: 1000 }, { validate: { request: "shape", response: false } });
  assert.equal(requests.length, 2);
});

test("responses are held to their shape, or strictly, or not at all", async () => {
  const profile = { did: "no did", handle: "alice.test" };
  const client = createClient({ service: "https://example.com", fetch: fakeFetch(() => Response.json(profile)).fetch });
  assert.deepEqual(await getProfile(client, { actor: "alice.test" }), profile);
  await assert.rejects(getProfile(client, { actor: "alice.test" }, { validate: { response: "strict" } }), {
    code: "invalid_response",
    status: 200,
    nsid: "app.bsky.actor.getProfile",
  });
  const odd = createClient({ service: "https://example.com", fetch: fakeFetch(() => Response.json({ did: 1 })).fetch });
  await assert.rejects(getProfile(odd, { actor: "alice.test" }), { code: "invalid_response" });
  assert.deepEqual(await getProfile(odd.with({ validate: { response: false } }), { actor: "alice.test" }), { did: 1 });
  assert.deepEqual(await getProfile(odd, { actor: "alice.test" }, { validate: false }), { did: 1 });
});

test("`safe` never rejects; `withResponse` gives status, headers and the rate limit", async () => {
  const headers = {
    "ratelimit-limit": "3000",
    "ratelimit-remaining": "2999",
    "ratelimit-reset": "1700000000",
    "ratelimit-policy": "3000;w=300",
  };
  const { fetch } = fakeFetch((_, count) =>
    count === 1
      ? Response.json({ feed: [] }, { headers })
      : Response.json({ error: "Nope", message: "no" }, { status: 400 }),
  );
  const client = createClient({ service: "https://example.com", fetch });
  const { data, response, rateLimit } = await getTimeline.withResponse(client);
  assert.deepEqual(data, { feed: [] });
  assert.equal(response.status, 200);
  assert.deepEqual(rateLimit, {
    limit: 3000,
    remaining: 2999,
    reset: new Date(1_700_000_000_000),
    policy: "3000;w=300",
  });
  const failed = await getTimeline.safe(client);
  assert.ok(!failed.ok);
  assert.equal(failed.error.code, "xrpc_error");
  // Also where a hook or a session throws something odd.
  const strange = createClient({
    session: { did: DID, fetchHandler: () => Promise.reject("boom") },
  });
  const thrown = await getTimeline.safe(strange, {}, { retry: false });
  assert.ok(!thrown.ok);
  assert.equal(thrown.error.code, "network_error");
});

test("an operation knows its schemas", () => {
  assert.equal(getTimeline.nsid, "app.bsky.feed.getTimeline");
  assert.equal(getTimeline.kind, "query");
  assert.ok(getTimeline.params.is({ limit: 5 }));
  assert.ok(!getTimeline.params.is({ limit: "5" }));
  assert.ok(getTimeline.output.safeParse({ feed: [] }).ok);
  assert.equal(getTimeline.output, getTimeline.output);
  assert.ok(!createRecord.input.is({}));
  assert.ok(getUploadLimits.params.is({}));
  assert.equal(typeof getRepo.output.decode, "function");
  assert.equal(typeof getTimeline.bind, "function");
});

test("headers: a call's over its client's", async () => {
  const { fetch, requests } = fakeFetch(() => Response.json({}));
  const client = createClient({ service: "https://example.com", fetch, headers: { "X-A": "1", "x-b": "1" } });
  await client.with({ headers: { "x-b": "2" } }).call("a.b.c", {}, { headers: { "x-c": "3" } });
  const { headers } = requests[0] ?? assert.fail();
  assert.deepEqual([headers.get("x-a"), headers.get("x-b"), headers.get("x-c")], ["1", "2", "3"]);
});

test("without a session: what the AppView answers goes there, everything else to the network's PDS", async () => {
  const { fetch, requests } = fakeFetch(() => Response.json({ feed: [] }));
  const client = createClient({ fetch, validate: EMPTY });
  await getTimeline(client);
  await getSession(client);
  assert.deepEqual(
    requests.map(({ url }) => url.origin),
    ["https://public.api.bsky.app", "https://bsky.social"],
  );
});

test("a service is an origin; what else a URL has would be lost, and is refused; what is no URL is not asked", async () => {
  const { fetch, requests } = fakeFetch(() => Response.json({}));
  const client = createClient({ fetch });
  const call = (service: string): Promise<unknown> => client.with({ service, retry: false }).call("a.b.c");
  for (const end of ["", "/"]) await call(`HTTPS://Example.com:8443${end}`);
  for (const { url } of requests) assert.equal(url.href, "https://example.com:8443/xrpc/a.b.c");
  assert.equal(requests.length, 2);
  const more = ["/path/", "/path?query", "?query", "#fragment"].map((end) => `HTTPS://Example.com:8443${end}`);
  for (const service of ["example.com", "/path", "//example.com", "127.0.0.1:443/path", ...more]) {
    assert.throws(() => client.with({ service }), { code: "invalid_option", option: "service" }, service);
    assert.throws(() => createClient({ service }), { code: "invalid_option", option: "service" }, service);
    await assert.rejects(client.call("a.b.c", {}, { service }), { code: "invalid_option", option: "service" }, service);
  }
  assert.equal(requests.length, 2);
});

test("with a session: everything goes to the account's server, some of it on to a service", async () => {
  const network = { ...blueskyNetwork, ozone: { url: "https://ozone.test", did: OTHER } };
  const { client, own, other } = caught({ network });
  await getTimeline(client);
  await listConvos(client);
  await getConfig(client);
  await getConfig(client, {}, { proxy: `${LABELER}#atproto_labeler` });
  await getTimeline(client, {}, { proxy: "did:web:appview.test#bsky_appview" });
  await listConvos(client, {}, { proxy: false });
  assert.deepEqual(
    own.map(({ headers }) => headers.get("atproto-proxy")),
    [
      null,
      "did:web:api.bsky.chat#bsky_chat",
      `${OTHER}#atproto_labeler`,
      `${LABELER}#atproto_labeler`,
      "did:web:appview.test#bsky_appview",
      null,
    ],
  );
  assert.equal(other.length, 0);
});

test("a client's proxy leaves the account's own methods alone; a call's does not", async () => {
  const { client, own } = caught();
  const proxied = client.with({ proxy: `${LABELER}#atproto_labeler` });
  await getSession(proxied);
  await createRecord(proxied, { repo: DID, collection: "a.b.c", record: {} });
  await createReport(proxied, {
    reasonType: "a.b.c#d",
    subject: { $type: "com.atproto.admin.defs#repoRef", did: DID },
  });
  await getSession(client, {}, { proxy: "did:web:x.test#y" });
  assert.deepEqual(
    own.map(({ headers }) => headers.get("atproto-proxy")),
    [null, null, `${LABELER}#atproto_labeler`, "did:web:x.test#y"],
  );
});

test("labelers: none, no header; some, and the network's stay in unless taken out", async () => {
  const { client, own } = caught();
  const [fixed = ""] = blueskyNetwork.labelers;
  await getTimeline(client);
  await getTimeline(client, {}, { labelers: [] });
  await getTimeline(client.with({ labelers: [LABELER] }));
  await getTimeline(client, {}, { labelers: [`${LABELER};redact`, OTHER] });
  await getTimeline(client, {}, { labelers: [fixed, LABELER] });
  assert.deepEqual(
    own.map(({ headers }) => headers.get("atproto-accept-labelers")),
    [null, null, `${fixed};redact, ${LABELER}`, `${fixed};redact, ${LABELER};redact, ${OTHER}`, `${fixed}, ${LABELER}`],
  );
  const without = caught({ network: { ...blueskyNetwork, labelers: [] } });
  await getTimeline(without.client, {}, { labelers: [LABELER] });
  assert.equal(without.own[0]?.headers.get("atproto-accept-labelers"), LABELER);
});

test("reads of another repository go to its server, without credentials", async () => {
  const asked: string[] = [];
  const resolvePds = async (repo: string): Promise<string> => {
    asked.push(repo);
    return "https://other-pds.test";
  };
  const { client, own, other } = caught({ route: routeReads(resolvePds) }, ({ url }) =>
    Response.json(
      {},
      url.pathname.endsWith("getRepo") ? { headers: { "content-type": "application/vnd.ipld.car" } } : {},
    ),
  );
  const params = { repo: OTHER, collection: "app.bsky.feed.post" };
  await listRecords(client, params);
  await getRecord(client, { ...params, rkey: "a" });
  await (await getRepo(client, { did: OTHER })).cancel();
  await listRecords(client, { ...params, repo: "alice.test" });
  assert.deepEqual(asked, [OTHER, OTHER, OTHER, "alice.test"]);
  assert.deepEqual(new Set(other.map(({ url }) => url.origin)), new Set(["https://other-pds.test"]));
  assert.equal(own.length, 0);
  // One's own, writes, and where a server is named: as ever.
  await listRecords(client, { ...params, repo: DID });
  await createRecord(client, { ...params, record: {} });
  assert.equal(own.length, 2);
  await listRecords(client, params, { service: "https://named.test" });
  assert.equal(other.at(-1)?.url.origin, "https://named.test");
  assert.equal(asked.length, 4);
});

test("a service of a call, or of `with`, never gets the session's credentials", async () => {
  const { client, own, other } = caught();
  await getTimeline(client, {}, { service: "https://elsewhere.test" });
  await getTimeline(client.with({ service: "https://elsewhere.test" }));
  assert.equal(own.length, 0);
  assert.equal(other.length, 2);
  assert.equal(client.with({ service: "https://elsewhere.test" }).did, undefined);
  await getTimeline(client.with({ service: "https://elsewhere.test" }).with({ session: client.session }));
  assert.equal(own.length, 1);
});

test("video: the service itself, with a token of the account's server", async () => {
  const { client, own, other } = caught({ route: routeVideo }, ({ url }) =>
    Response.json(url.pathname.endsWith("getServiceAuth") ? { token: "t0ken" } : { canUpload: true }),
  );
  await getUploadLimits(client);
  assert.equal(own.length, 1);
  assert.equal(own[0]?.url.searchParams.get("aud"), "did:web:video.bsky.app");
  assert.equal(own[0]?.url.searchParams.get("lxm"), "app.bsky.video.getUploadLimits");
  assert.equal(other[0]?.url.origin, "https://video.bsky.app");
  assert.equal(other[0]?.headers.get("authorization"), "Bearer t0ken");
});

test("credentials and bodies follow no redirect; a public query may, one that is looked at first", async () => {
  const elsewhere = "https://cdn.example.com/feed";
  const { client, own, other } = caught({}, ({ url }) =>
    url.href === elsewhere
      ? Response.json({ feed: [] })
      : new Response("", { status: 302, headers: { location: elsewhere } }),
  );
  const refused = { code: "invalid_response", message: /a redirect, not followed/ };
  await assert.rejects(getTimeline(client), refused);
  const harmless = { headers: { "user-agent": "me" }, labelers: [LABELER] };
  assert.deepEqual(await getTimeline(client, {}, { service: "https://a.test", ...harmless }), { feed: [] });
  for (const headers of [{ authorization: "Bearer x" }, { "x-api-key": "x" }]) {
    await assert.rejects(getTimeline(client, {}, { service: "https://a.test", headers }), refused);
  }
  await assert.rejects(client.call("a.b.c", { input: {} }, { service: "https://a.test" }), refused);
  await assert.rejects(client.call("a.b.c", { method: "POST" }, { service: "https://a.test" }), refused);
  assert.equal(other.filter(({ url }) => url.href === elsewhere).length, 1);
  // None is left to the platform: it would look at none.
  assert.deepEqual(new Set([...own, ...other].map(({ init }) => init.redirect)), new Set(["manual"]));
});

test("a client shows no secrets, and stands for itself", async () => {
  const { client } = caught({ headers: { authorization: "Bearer s3cret" } });
  assert.ok(!`${inspect(client, { depth: 9, showHidden: true })}${JSON.stringify(client)}`.includes("s3cret"));
  assert.equal(client["~client"], client);
  assert.equal(client.did, DID);
  // What carries a client is taken for it.
  assert.deepEqual(await getTimeline({ "~client": client }), {});
  assert.deepEqual(await client.call(getTimeline, { limit: 1 }), {});
  assert.deepEqual(await client.call(getPosts, { uris: [] }), {});
});
