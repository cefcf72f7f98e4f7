import assert from "node:assert/strict";
import { test } from "node:test";
import { getProfile } from "../../lexicons/app/bsky/actor/getProfile.ts";
import { getPosts } from "../../lexicons/app/bsky/feed/getPosts.ts";
import { getTimeline } from "../../lexicons/app/bsky/feed/getTimeline.ts";
import { createRecord } from "../../lexicons/com/atproto/repo/createRecord.ts";
import { listRecords } from "../../lexicons/com/atproto/repo/listRecords.ts";
import { getRepo } from "../../lexicons/com/atproto/sync/getRepo.ts";
import { withPacing } from "../around/withPacing.ts";
import { decodeBinary } from "../body/decodeBinary.ts";
import { decodeLines } from "../body/decodeLines.ts";
import { createClient } from "../client/createClient.ts";
import type { Call, Client, ClientLike, CreateClientOptions } from "../contract/Call.ts";
import type { RateLimit } from "../contract/RateLimit.ts";
import { XrpcError } from "../errors/XrpcError.ts";
import { defineProcedure, defineQuery, type OperationSchema } from "../operation/define.ts";
import { fakeFetch } from "../testing/fakeFetch.ts";
import { isJson, isMediaType } from "./mediaType.ts";

const DID = "did:plc:aaaaaaaaaaaaaaaaaaaaaaaa";
const fast = { baseDelay: 0 };

/** A client that gets these answers, one after the other, and the last one from then on. */
function answered(answers: readonly (() => Response)[], options: CreateClientOptions = {}): Client {
  const { fetch } = fakeFetch((_, count) => (answers[count - 1] ?? answers.at(-1) ?? assert.fail())());
  return createClient({ service: "https://example.com", fetch, retry: fast, ...options });
}

const busy =
  (limits: object = {}): (() => Response) =>
  () =>
    Response.json(
      { error: "Busy" },
      { status: 503, headers: { "ratelimit-limit": "9", "ratelimit-remaining": "0", ...limits } },
    );
const offline = (): never => {
  throw new TypeError("fetch failed");
};
const typed = (text: string, type?: string) => () => {
  const response = new Response(text, { headers: { "content-type": type ?? "x" } });
  if (type === undefined) response.headers.delete("content-type");
  return response;
};

test("media types have no letter case, and parameters do not make one another", async () => {
  for (const type of [
    "application/json",
    "Application/JSON; charset=UTF-8",
    "application/did+JSON",
    "text/json ;a=b",
  ]) {
    assert.ok(isJson(type), type);
    assert.deepEqual(await getTimeline(answered([typed('{"feed":[]}', type)])), { feed: [] });
  }
  assert.deepEqual(await getTimeline(answered([typed('{"feed":[]}')])), { feed: [] });
  for (const type of [
    "text/html; x=json",
    "application/jsonl",
    "text/plain; application/json",
    "json",
    "",
    "image/json5",
  ]) {
    assert.ok(!isJson(type), type);
    await assert.rejects(getTimeline(answered([typed('{"feed":[]}', type)])), { code: "invalid_response" }, type);
  }
  const car = "application/vnd.ipld.car";
  for (const [type, range, fits] of [
    ["Application/Vnd.IPLD.Car; version=1", car, true],
    ["application/vnd.ipld.carousel", car, false],
    ["text/html; x=application/vnd.ipld.car", car, false],
    ["IMAGE/png", "image/*", true],
    ["imagery/png", "image/*", false],
    ["a/b", "*/*", true],
  ] as const) {
    assert.equal(isMediaType(type, range), fits, `${type} ${range}`);
    const get = defineQuery({ nsid: "com.example.get", output: decodeBinary(range) });
    const result = await get.safe(answered([typed("abc", type)]), {});
    assert.equal(result.ok, fits, type);
  }
});

test("an empty answer is nothing to a call by its NSID, and wrong where the lexicon says what comes", async () => {
  const empty = (): Response => new Response(null, { headers: { "content-type": "application/json" } });
  assert.equal(await answered([empty]).call("app.bsky.actor.putPreferences", { input: {} }), undefined);
  assert.equal(await answered([empty]).call("com.example.get"), undefined);
  assert.equal(await answered([() => new Response(null, { status: 204 })]).call("com.example.get"), undefined);
  await assert.rejects(getTimeline(answered([empty])), { code: "invalid_response" });
  await assert.rejects(answered([typed(" ", "application/json")]).call("com.example.get"), {
    code: "invalid_response",
  });
});

test("nulls at optional properties are taken out of an answer, and nothing else is", async () => {
  const author = { did: DID, handle: "alice.test", displayName: null, avatar: null, viewer: { muted: null } };
  const post = {
    uri: `at://${DID}/app.bsky.feed.post/a`,
    cid: "x",
    author,
    record: { text: null },
    indexedAt: "2020",
    embed: null,
  };
  const answer = { cursor: null, feed: [{ post, reply: null }], extra: null };
  const { feed, ...rest } = await getTimeline(answered([() => Response.json(answer)]));
  assert.deepEqual(rest, { extra: null }, "what no lexicon knows stays as it is");
  assert.deepEqual(feed[0]?.post.author, { did: DID, handle: "alice.test", viewer: {} });
  assert.deepEqual(feed[0]?.post.record, { text: null }, "what is unknown is not looked into");
  assert.deepEqual(Object.keys(feed[0]?.post ?? {}), ["uri", "cid", "author", "record", "indexedAt"]);
  // A required one, an item of an array, another fault beside it.
  for (const wrong of [
    { feed: null },
    { feed: [null] },
    { feed: [{ post: { ...post, uri: null } }] },
    { cursor: null, feed: [{ post: { ...post, cid: 5 } }] },
    null,
  ]) {
    await assert.rejects(
      getTimeline(answered([() => Response.json(wrong)])),
      { code: "invalid_response" },
      JSON.stringify(wrong),
    );
  }
  // What is sent, and what a schema is asked about, is held to it.
  await assert.rejects(getTimeline(answered([]), { cursor: null as unknown as string }), { code: "invalid_request" });
  assert.ok(!getTimeline.output.is(answer));
  const strict = { validate: { response: "strict" } } as const;
  assert.deepEqual(await getPosts(answered([() => Response.json({ posts: [], x: null })]), { uris: [] }, strict), {
    posts: [],
    x: null,
  });
  const profile = { did: DID, handle: "alice.test", description: null };
  assert.deepEqual(await getProfile(answered([() => Response.json(profile)]), { actor: DID }, strict), {
    did: DID,
    handle: "alice.test",
  });
});

test("paging ends at a cursor that is null", async () => {
  const page = { cursor: null, records: [{ uri: `at://${DID}/a.b.c/1`, cid: "x", value: {} }] };
  for (const validate of [undefined, false] as const) {
    const client = answered([() => Response.json(page), () => assert.fail("there is no second page")], { validate });
    let count = 0;
    for await (const _ of listRecords.items(client, { repo: DID, collection: "a.b.c" })) count++;
    assert.equal(count, 1);
  }
});

test("JSON that is nested too deeply to be handled is a typed error, wherever it is; what is deep but meant is not", async () => {
  const nested = (depth: number, open = "[", close = "]", inner = "1"): string =>
    open.repeat(depth) + inner + close.repeat(depth);
  const deep = 100_000;
  const hostile = [
    nested(deep),
    nested(deep, '{"a":', "}"),
    nested(deep, '{"a":"}}}}]]]]","b":[', "]}"),
    nested(deep, '[ "\\"]]]" ,\n{"x":', '},{"y":[]} ]'),
    nested(4_500),
  ];
  for (const json of hostile) {
    const record = `{"uri":"at://${DID}/a.b.c/1","cid":"x","value":{"x":${json}}}`;
    const list = (): Promise<unknown> =>
      listRecords(answered([typed(`{"records":[${record}]}`, "application/json")]), { repo: DID, collection: "a.b.c" });
    await assert.rejects(list(), { code: "invalid_response" });
    await assert.rejects(answered([typed(json, "application/json")]).call("com.example.get"), {
      code: "invalid_response",
    });
    const lines = defineQuery({ nsid: "com.example.lines", output: decodeLines("application/jsonl") });
    const answer = await lines(answered([typed(`{}\n${json.replaceAll("\n", " ")}\n`, "application/jsonl")]), {});
    await assert.rejects(
      async () => {
        for await (const line of answer) assert.deepEqual(line, {});
      },
      { code: "invalid_response" },
    );
  }
  for (const json of [
    nested(3_500),
    nested(1_500, '{"a":[', "]}"),
    `[${'{"a":[{}]},'.repeat(10_000)}1]`,
    JSON.stringify("[".repeat(1e6)),
  ]) {
    const value = await answered([typed(json, "application/json")]).call("com.example.get");
    assert.equal(JSON.stringify(value), JSON.stringify(JSON.parse(json)));
  }
});

test("what is no answer, or gives its body to somebody else, is a typed error", async () => {
  const used = new Response("{}");
  await used.text();
  const locked = new Response("{}");
  locked.body?.getReader();
  for (const given of [undefined, null, "text", 200, {}, [], { status: 200 }, () => {}, used, locked]) {
    const fetch = (async () => given) as unknown as typeof globalThis.fetch;
    const client = createClient({ service: "https://example.com", fetch, retry: false });
    await assert.rejects(getTimeline(client), { code: "network_error", nsid: "app.bsky.feed.getTimeline" });
    const repo = await getRepo.safe(client, { did: DID });
    assert.ok(!repo.ok && ["network_error", "invalid_response"].includes(repo.error.code));
    const session = { did: DID, fetchHandler: fetch as unknown as () => Promise<Response> };
    await assert.rejects(getTimeline(createClient({ session, retry: false })), { code: "network_error" });
  }
});

test("whatever a program without types hands in, what comes out is ours", async () => {
  const client = answered([() => Response.json({})]);
  const typeless = (value: unknown): never => value as never;
  for (const nobody of [undefined, null, "client", {}, { "~client": {} }, 5]) {
    const expected = { code: "invalid_option", option: "client" };
    await assert.rejects(getTimeline(typeless(nobody)), expected);
    await assert.rejects(getTimeline.withResponse(typeless(nobody)), expected);
    const result = await getTimeline.safe(typeless(nobody));
    assert.equal(result.ok ? "" : result.error.code, "invalid_option");
    await assert.rejects(listRecords.items(typeless(nobody), { repo: DID, collection: "a.b.c" }).next(), expected);
  }
  const throwing = Object.defineProperty({}, "limit", {
    enumerable: true,
    get: () => {
      throw new RangeError("mine");
    },
  });
  await assert.rejects(getTimeline(client, throwing), { code: "invalid_request" });
  await assert.rejects(client.call("a.b.c", { params: throwing }), { code: "invalid_request", message: /mine/ });
  await assert.rejects(client.call("a.b.c", { input: throwing }), { code: "invalid_request" });
  await assert.rejects(client.call("a.b.c", {}, throwing), { code: "invalid_option", option: "options" });
  await assert.rejects(client.call("a.b.c", { params: { a: Symbol("x") } }), { code: "invalid_request" });
  assert.deepEqual(await client.call("a.b.c", typeless(null), typeless(null)), {});
  assert.deepEqual(await client.call("a.b.c", { params: typeless(null) }), {});
  assert.throws(() => createClient(typeless(null)), { code: "invalid_option" });

  const wrong: [option: string, value: unknown][] = [
    ["signal", {}],
    ["signal", "now"],
    ["settle", {}],
    ["timeout", "500"],
    ["deadline", Number.NaN],
    ["deadline", {}],
    ["maxResponseSize", "large"],
    ["hooks", { onRequest: "x" }],
    ["hooks", [() => {}]],
  ];
  for (const [option, value] of wrong) {
    await assert.rejects(client.call("a.b.c", {}, { [option]: value }), { code: "invalid_option", option }, option);
  }
  const ofClients: [option: string, value: unknown][] = [
    ["fetch", "x"],
    ["around", [1]],
    ["around", () => {}],
    ["around", [() => "x"]],
    ["route", {}],
    ["session", {}],
    ["session", "x"],
  ];
  for (const [option, value] of ofClients) {
    assert.throws(() => createClient({ [option]: value }), { code: "invalid_option", option }, option);
  }
  const strange = createClient({ around: [() => async () => ({}) as never] });
  await assert.rejects(strange.call("a.b.c"), { code: "invalid_option", option: "around" });
  const session = Object.defineProperties({ fetchHandler: offline }, { pds: { get: offline }, did: { get: offline } });
  await assert.rejects(getTimeline(createClient({ session: typeless(session), retry: false })), {
    code: "network_error",
  });
});

test("a schema that is none is refused where the operation is made", () => {
  const schema = "app.bsky.feed.post" as unknown as OperationSchema<object>;
  for (const wrong of [schema, 5, {}, { "~standard": {} }, { parse: () => {} }, () => {}]) {
    const given = wrong as OperationSchema<object>;
    const refused = (option: string) => ({ code: "invalid_option", option });
    assert.throws(() => defineQuery({ nsid: "com.example.get", output: given }), refused("output"));
    assert.throws(() => defineQuery({ nsid: "com.example.get", params: given }), refused("params"));
    assert.throws(() => defineProcedure({ nsid: "com.example.put", input: given }), refused("input"));
  }
  assert.throws(() => defineQuery({ nsid: "../../admin" }), { code: "invalid_option", option: "nsid" });
  assert.throws(() => defineQuery(undefined as never), { code: "invalid_option" });
});

test("what belongs to the attempt before is not the next one's", async () => {
  const seen: unknown[] = [];
  const about = ({ attempt, response, rateLimit, error }: Call): unknown[] => [
    attempt,
    response?.status,
    rateLimit?.limit,
    error,
  ];
  const hooks = {
    onRequest: (call: Call) => void seen.push(["request", ...about(call)]),
    onRetry: (call: Call) => void seen.push(["retry", ...about(call).slice(0, 3)]),
    onError: (call: Call) => void seen.push(["error", ...about(call).slice(0, 3)]),
  };
  await assert.rejects(getTimeline(answered([busy(), offline], { hooks, retry: { attempts: 3, baseDelay: 0 } })), {
    code: "network_error",
  });
  assert.deepEqual(seen, [
    ["request", 1, undefined, undefined, undefined],
    ["retry", 1, 503, 9],
    ["request", 2, undefined, undefined, undefined],
    ["retry", 2, undefined, undefined],
    ["request", 3, undefined, undefined, undefined],
    ["error", 3, undefined, undefined],
  ]);
});

test("pacing learns from an answer once", async () => {
  const limits = {
    "ratelimit-remaining": "2",
    "ratelimit-reset": `${Math.ceil(Date.now() / 1000) + 1}`,
    "ratelimit-policy": "9;w=1",
  };
  // After one answer two are left; the attempt without an answer takes one, and teaches nothing.
  const client = answered([busy(limits), offline, () => Response.json({ feed: [] })], { around: [withPacing()] });
  const start = performance.now();
  await getTimeline(client);
  assert.ok(performance.now() - start < 700);
  await getTimeline(client);
  assert.ok(performance.now() - start > 200, "the window was used up by then");
});

test("limits are shared by what a client is made into, bounded, and keep no long texts", async () => {
  const limited = (policy: string) => () =>
    Response.json(
      {},
      {
        headers: {
          "ratelimit-limit": "5",
          "ratelimit-remaining": "4",
          "ratelimit-reset": "1",
          "ratelimit-policy": policy,
        },
      },
    );
  let count = 0;
  const client = createClient({ fetch: async () => limited(`${++count};w=${"9".repeat(count % 2 ? 1 : 8000)}`)() });
  const other = client.with({ timeout: 1000 });
  assert.equal(other.rateLimits, client.rateLimits);
  for (let n = 0; n < 1200; n++) await other.call(`com.example.get${n}`);
  const kept: Map<string, RateLimit> = client.rateLimits;
  assert.equal(kept.size, 1000);
  assert.ok(
    !kept.has("com.example.get0 1;w=9") &&
      kept.has("com.example.get1199 5") &&
      kept.has("com.example.get1198 1199;w=9"),
  );
  for (const [key, { policy }] of kept) assert.ok(key.length < 200 && policy.length < 200);
});

test("a limit that only fits an error has its bounds, too", async () => {
  const policy = "x".repeat(5000);
  const client = answered(
    [
      () =>
        Response.json(
          { error: "Slow" },
          { status: 429, headers: { "ratelimit-limit": "5", "ratelimit-policy": policy } },
        ),
    ],
    {
      retry: false,
    },
  );
  const error: unknown = await getTimeline(client).catch((thrown: unknown) => thrown);
  assert.ok(error instanceof XrpcError);
  assert.equal(error.rateLimit?.policy, "5");
});

test("an attempt that was given up sends nothing any more, and leaves no trace on the next one", async () => {
  let asked = 0;
  let late: Promise<void> | undefined;
  const onRequest = ({ attempt }: Call): Promise<void> | undefined => {
    if (attempt > 1) return;
    late = new Promise((resolve) => setTimeout(resolve, 80));
    return late;
  };
  const fetch = async (): Promise<Response> => {
    asked++;
    return Response.json({ feed: [] });
  };
  const client = createClient({
    service: "https://example.com",
    fetch,
    hooks: { onRequest },
    retry: fast,
    timeout: 30,
  });
  await getTimeline(client);
  await late;
  await new Promise((resolve) => setTimeout(resolve, 20));
  assert.equal(asked, 1);
  // A write that is late must not be made at all.
  const slow = createClient({ service: "https://example.com", fetch, timeout: 30, retry: false, hooks: { onRequest } });
  const input = { repo: DID, collection: "a.b.c", record: { $type: "a.b.c" } };
  await assert.rejects(createRecord(slow, input), { code: "timeout" });
  await late;
  await new Promise((resolve) => setTimeout(resolve, 20));
  assert.equal(asked, 1);
});

test("what `fetch` gives after its time is given up, with its body", async () => {
  let cancelled = false;
  const cancel = (): void => {
    cancelled = true;
  };
  const fetch = async (): Promise<Response> => {
    await new Promise((resolve) => setTimeout(resolve, 60));
    return new Response(new ReadableStream({ cancel }));
  };
  const client: ClientLike = createClient({ service: "https://example.com", fetch, timeout: 20, retry: false });
  await assert.rejects(getTimeline(client), { code: "timeout" });
  await new Promise((resolve) => setTimeout(resolve, 80));
  assert.ok(cancelled);
});
