import assert from "node:assert/strict";
import { createServer } from "node:net";
import { test } from "node:test";
import { inspect } from "node:util";
import { AbortedError } from "../../errors/AbortedError.ts";
import { BlueskyError } from "../../errors/BlueskyError.ts";
import { getTimeline } from "../../lexicons/app/bsky/feed/getTimeline.ts";
import { createRecord } from "../../lexicons/com/atproto/repo/createRecord.ts";
import { getRecord } from "../../lexicons/com/atproto/repo/getRecord.ts";
import { createSession } from "../../lexicons/com/atproto/server/createSession.ts";
import { createClient } from "../client/createClient.ts";
import { json, serve } from "../testing/serve.ts";
import { CallError } from "./CallError.ts";
import { NetworkError } from "./NetworkError.ts";
import { TimeoutError } from "./TimeoutError.ts";
import { AuthExpiredError, RateLimitedError, XrpcError } from "./XrpcError.ts";

type Answer = Parameters<typeof serve>[0];

/** The error that a timeline ends with when the server answers so. */
async function failing(answer: Answer, options: Parameters<typeof getTimeline>[2] = {}): Promise<CallError> {
  await using server = await serve(answer);
  const client = createClient({ service: server.url, retry: false, timeout: 2000 });
  const error = await getTimeline(client, {}, options).then(
    () => assert.fail("expected an error"),
    (error: unknown) => error,
  );
  assert.ok(error instanceof CallError, inspect(error));
  assert.equal(error.nsid, "app.bsky.feed.getTimeline");
  assert.ok(error.elapsed >= 0);
  assert.equal(error.attempts, 1);
  // What survives a log and a worker's border.
  const plain: unknown = structuredClone(JSON.parse(JSON.stringify(error)));
  assert.ok(typeof plain === "object" && plain && "code" in plain && plain.code === error.code);
  return error;
}

const bad: Record<string, [Answer, { code: string; status?: number; retryable: boolean }, RegExp]> = {
  "an XRPC error": [
    (_, response) => json(response, { error: "BadThing", message: "it is bad" }, 400),
    { code: "xrpc_error", status: 400, retryable: false },
    /: BadThing: it is bad \(HTTP 400\) \(see bluesky\/docs\/errors\/xrpc_error\.md\)$/,
  ],
  "an XRPC error whose message is no text": [
    (_, response) => json(response, { error: "BadThing", message: { replace: "me" } }, 400),
    { code: "xrpc_error", status: 400, retryable: false },
    /: BadThing \(HTTP 400\) \(see bluesky\/docs\/errors\/xrpc_error\.md\)$/,
  ],
  "a proxy's HTML 502": [
    (_, response) => response.writeHead(502, { "content-type": "text/html" }).end("<html>bad gateway</html>"),
    { code: "xrpc_error", status: 502, retryable: true },
    /text\/html/,
  ],
  "an empty 503": [
    (_, response) => response.writeHead(503).end(),
    { code: "xrpc_error", status: 503, retryable: true },
    /503/,
  ],
  "a 501": [
    (_, response) => json(response, { error: "MethodNotImplemented" }, 501),
    { code: "xrpc_error", status: 501, retryable: false },
    /501/,
  ],
  "a 413": [
    (_, response) => response.writeHead(413, { "content-type": "text/html" }).end("x"),
    { code: "xrpc_error", status: 413, retryable: false },
    /Unknown: text\/html, too large/,
  ],
  "an error that is null": [
    (_, response) => json(response, null, 400),
    { code: "xrpc_error", status: 400, retryable: false },
    /Unknown/,
  ],
  "an error of odd types": [
    (_, response) => json(response, { error: { a: 1 }, message: [2] }, 400),
    { code: "xrpc_error", status: 400, retryable: false },
    /HTTP 400/,
  ],
  "a 429": [
    (_, response) => json(response, { error: "RateLimitExceeded" }, 429, { "retry-after": "7" }),
    { code: "rate_limited", status: 429, retryable: true },
    /RateLimitExceeded/,
  ],
  "an expired token as 400": [
    (_, response) => json(response, { error: "ExpiredToken", message: "Token has expired" }, 400),
    { code: "auth_expired", status: 400, retryable: false },
    /ExpiredToken/,
  ],
  "an expired token as 401": [
    (_, response) => json(response, { error: "ExpiredToken" }, 401),
    { code: "auth_expired", status: 401, retryable: false },
    /ExpiredToken/,
  ],
  "a proxy that says so of a token": [
    (_, response) => json(response, { error: "InvalidToken" }, 403),
    { code: "xrpc_error", status: 403, retryable: false },
    /InvalidToken/,
  ],
  "a 200 with HTML": [
    (_, response) => response.writeHead(200, { "content-type": "text/html" }).end("<html>"),
    { code: "invalid_response", status: 200, retryable: false },
    /expected JSON, got text\/html of length 6/,
  ],
  "JSON that says it is HTML": [
    (_, response) => response.writeHead(200, { "content-type": "text/html" }).end('{"feed":[]}'),
    { code: "invalid_response", status: 200, retryable: false },
    /text\/html/,
  ],
  "truncated JSON": [
    (_, response) => response.writeHead(200, { "content-type": "application/json" }).end('{"feed":['),
    { code: "invalid_response", status: 200, retryable: false },
    /expected JSON, got application\/json of length 9/,
  ],
  "an empty body": [
    (_, response) => response.writeHead(200, { "content-type": "application/json" }).end(),
    { code: "invalid_response", status: 200, retryable: false },
    /got application\/json of length 0/,
  ],
  "another type": [
    (_, response) => response.writeHead(200, { "content-type": "application/cbor" }).end("abc"),
    { code: "invalid_response", status: 200, retryable: false },
    /application\/cbor/,
  ],
  "the wrong shape": [
    (_, response) => json(response, { feed: 5 }),
    { code: "invalid_response", status: 200, retryable: false },
    /output: feed: expected an array/,
  ],
  "JSON that is no object": [
    (_, response) => json(response, "x"),
    { code: "invalid_response", status: 200, retryable: false },
    /expected an object/,
  ],
  "JSON 100,000 deep": [
    (_, response) =>
      response
        .writeHead(200, { "content-type": "application/json" })
        .end(`{"feed":${"[".repeat(1e5)}${"]".repeat(1e5)}}`),
    { code: "invalid_response", status: 200, retryable: false },
    /HTTP 200/,
  ],
  "a body cut off": [
    (_, response) => {
      response.writeHead(200, { "content-type": "application/json", "content-length": "1000" });
      response.write('{"feed":[');
      setTimeout(() => response.destroy(), 20);
    },
    { code: "network_error", retryable: true },
    /the request to http:\/\/127\.0\.0\.1:\d+ failed: UND_ERR_SOCKET: other side closed/,
  ],
  "a reset": [
    (request) => request.socket.resetAndDestroy(),
    { code: "network_error", retryable: true },
    /ECONNRESET|SOCKET/,
  ],
};

for (const [name, [answer, expected, message]] of Object.entries(bad)) {
  test(`${name} is a typed error`, async () => {
    const error = await failing(answer);
    const { status } = error as Partial<XrpcError>;
    assert.deepEqual({ code: error.code, ...(status && { status }), retryable: error.retryable }, expected);
    assert.match(error.message, message);
    assert.ok(error.message.startsWith("app.bsky.feed.getTimeline: "));
  });
}

test("an answer that is too large is refused early", async () => {
  let sent = 0;
  const drip: Answer = (_, response) => {
    response.writeHead(200, { "content-type": "application/json" });
    const timer = setInterval(() => {
      sent += 65536;
      response.write(" ".repeat(65536));
    }, 1);
    response.on("close", () => clearInterval(timer));
  };
  const error = await failing(drip, { maxResponseSize: 200_000 });
  assert.equal(error.code, "invalid_response");
  assert.match(error.message, /larger than 200000 bytes/);
  assert.ok(sent < 2_000_000);
  const announced = await failing((_, response) => {
    response.writeHead(200, { "content-type": "application/json", "content-length": "400000000" });
    response.flushHeaders();
  });
  assert.match(announced.message, /larger than 8388608 bytes/);
});

test("what an answer says of its length, and is no number, does not lift the limit", async () => {
  const fetch = async (): Promise<Response> =>
    new Response(" ".repeat(2000), { headers: { "content-length": "5, 5", "content-type": "application/json" } });
  const client = createClient({ service: "https://example.com", fetch, maxResponseSize: 1000, retry: false });
  await assert.rejects(getTimeline(client), { code: "invalid_response", message: /larger than 1000 bytes/ });
});

test("a timeout covers the body, a deadline all of it", async () => {
  const slow: Answer = (_, response) => {
    response.writeHead(200, { "content-type": "application/json" });
    response.write("{");
  };
  const error = await failing(slow, { timeout: 60 });
  assert.ok(error instanceof TimeoutError);
  assert.deepEqual([error.limit, error.after, error.retryable], ["timeout", 60, true]);
  const late = await failing(slow, { deadline: 60 });
  assert.ok(late instanceof TimeoutError);
  assert.deepEqual([late.limit, late.after, late.retryable], ["deadline", 60, true]);
});

test("a signal aborts, before and during, and its reason is the cause", async () => {
  const silent: Answer = () => {};
  const before: unknown = await createClient({ service: "http://127.0.0.1:1" })
    .call("a.b.c", {}, { signal: AbortSignal.abort("why") })
    .catch((error: unknown) => error);
  assert.ok(before instanceof AbortedError);
  assert.equal(before.cause, "why");
  assert.equal(before.name, "AbortError");
  const controller = new AbortController();
  setTimeout(() => controller.abort("enough"), 30);
  const during = await failing(silent, { signal: controller.signal });
  assert.ok(during instanceof AbortedError);
  assert.equal(during.cause, "enough");
  // Also where fetch does not obey signals.
  const deaf = createClient({ service: "http://127.0.0.1:1", fetch: () => new Promise(() => {}), retry: false });
  await assert.rejects(getTimeline(deaf, {}, { timeout: 20 }), { code: "timeout" });
});

test("a refused connection is retryable also for procedures; a reset is not", async () => {
  const free = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => free.once("listening", resolve));
  const address = free.address();
  const port = typeof address === "object" ? address?.port : 0;
  await new Promise((resolve) => free.close(resolve));
  const input = { repo: "did:plc:aaaaaaaaaaaaaaaaaaaaaaaa", collection: "a.b.c", record: {} };
  const refused = await createRecord(createClient({ service: `http://127.0.0.1:${port}`, retry: false }), input).catch(
    (e: unknown) => e,
  );
  assert.ok(refused instanceof NetworkError);
  assert.deepEqual([refused.reason, refused.retryable], ["ECONNREFUSED", true]);
  assert.match(refused.message, new RegExp(`the request to http://127.0.0.1:${port} failed: .*ECONNREFUSED`));
  const nowhere: unknown = await createClient({ service: "http://nowhere.invalid", retry: false })
    .call("a.b.c")
    .catch((e: unknown) => e);
  assert.ok(nowhere instanceof NetworkError);
  assert.match(nowhere.message, /the request to http:\/\/nowhere\.invalid failed: .*(?:ENOTFOUND|EAI_AGAIN)/);
  const blocked: unknown = await createClient({ service: "http://localhost:1", retry: false })
    .call("a.b.c")
    .catch((e: unknown) => e);
  assert.ok(blocked instanceof NetworkError);
  assert.match(blocked.message, /the request to http:\/\/localhost:1 failed: bad port/);
  await using server = await serve((request) => request.socket.resetAndDestroy());
  const reset = await createRecord(createClient({ service: server.url, retry: false }), input).catch((e: unknown) => e);
  assert.ok(reset instanceof NetworkError);
  assert.equal(reset.retryable, false);
});

test("a redirect of a request with a secret is refused, and the other origin gets nothing", async () => {
  await using foreign = await serve((_, response) => json(response, { feed: [] }));
  await using server = await serve((request, response) =>
    response.writeHead(307, { location: `${foreign.url}${request.url}` }).end(),
  );
  const client = createClient({ service: server.url, retry: false });
  const error = await createSession(client, { identifier: "a", password: "canary" }).catch((e: unknown) => e);
  assert.ok(error instanceof CallError);
  assert.equal(error.code, "invalid_response");
  assert.match(error.message, /a redirect, not followed/);
  for (const name of ["authorization", "acceptance", "atprototoken", "x-user-agent"]) {
    const call = getTimeline(client, {}, { headers: { [name]: "Bearer canary" } });
    await assert.rejects(call, { code: "invalid_response" }, name);
  }
  assert.equal(foreign.requests.length, 0);
  assert.deepEqual(await getTimeline(client), { feed: [] });
});

test("errors narrow by what the lexicon declares, by brand, and show no secrets", async () => {
  const token = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ4In0.c2ln";
  await using server = await serve((_, response) =>
    json(response, { error: "RecordNotFound", message: `not with ${token}` }, 400, {
      "set-cookie": "canary",
      "retry-after": "3",
    }),
  );
  const client = createClient({ service: server.url, retry: false });
  const params = { repo: "did:plc:aaaaaaaaaaaaaaaaaaaaaaaa", collection: "a.b.c", rkey: "x" };
  const error: unknown = await getRecord(client, params).catch((e: unknown) => e);
  assert.ok(error instanceof XrpcError && error instanceof BlueskyError);
  assert.ok(getRecord.isError(error, "RecordNotFound"));
  assert.ok(!createRecord.isError(error, "InvalidSwap"));
  assert.equal(error.headers.get("retry-after"), "3");
  const shown = inspect(error, { depth: 9, showHidden: true }) + JSON.stringify(error) + error.message;
  assert.ok(!shown.includes("canary") && !shown.includes(token));
  for (const other of [new Error("x"), undefined, null, { status: 1, error: "x" }]) {
    assert.ok(!(other instanceof XrpcError) && !getRecord.isError(other, "RecordNotFound"));
  }
  // What another copy of the package made.
  class Foreign extends Error {
    readonly code = "xrpc_error";
    readonly status = 400;
    readonly error = "RecordNotFound";
    readonly nsid = "com.atproto.repo.getRecord";
  }
  const foreign = Object.defineProperty(new Foreign(), "~bluesky", { value: true });
  assert.ok((foreign as Error) instanceof XrpcError && getRecord.isError(foreign, "RecordNotFound"));
  const secret: unknown = await client
    .call("a.b.c", { params: { accessToken: "canary", q: "x" } })
    .catch((e: unknown) => e);
  assert.ok(secret instanceof XrpcError);
  assert.match(secret.request.url, /\?accessToken&q$/);
});

test("classes of answers", async () => {
  const limited = await failing((_, response) => json(response, { error: "X" }, 429, { "retry-after": "7" }));
  assert.ok(limited instanceof RateLimitedError && limited instanceof XrpcError);
  assert.equal(limited.retryAfter, 7000);
  const reset = `${Math.floor(Date.now() / 1000) + 60}`;
  const named = await failing((_, response) =>
    json(response, { error: "X" }, 429, {
      "ratelimit-limit": "30",
      "ratelimit-remaining": "0",
      "ratelimit-reset": reset,
      "ratelimit-policy": "30;w=60",
    }),
  );
  assert.match(named.message, /X, limit 30;w=60 \(HTTP 429\) /);
  assert.ok(named instanceof XrpcError);
  assert.equal(named.rateLimit?.remaining, 0);
  assert.ok((named.retryAfter ?? 0) > 55_000);
  // A server that limits sends these with every answer: they are no reason to wait where something is left.
  const free = await failing((_, response) =>
    json(response, { error: "X" }, 503, {
      "ratelimit-limit": "30",
      "ratelimit-remaining": "9",
      "ratelimit-reset": reset,
    }),
  );
  assert.ok(free instanceof XrpcError);
  assert.equal(free.retryAfter, undefined);
  const expired = await failing((_, response) => json(response, { error: "ExpiredToken" }, 401));
  assert.ok(expired instanceof AuthExpiredError && !(expired instanceof RateLimitedError));
  const missing = await failing((_, response) =>
    json(response, { error: "ScopeMissingError", message: 'Missing required scope "rpc:a.b.c?aud=*"' }, 403),
  );
  assert.ok(missing instanceof XrpcError);
  assert.equal(missing.missingScope, "rpc:a.b.c?aud=*");
});

test("an error prints under the name of its kind, once, and says where to read on", async () => {
  const shown: [string, Error][] = [
    ["NetworkError", await failing((request) => request.socket.resetAndDestroy())],
    ["XrpcError", await failing((_, response) => json(response, { error: "X" }, 400))],
    ["RateLimitedError", await failing((_, response) => json(response, { error: "X" }, 429))],
    ["AuthExpiredError", await failing((_, response) => json(response, { error: "ExpiredToken" }, 401))],
    ["InvalidResponseError", await failing((_, response) => response.end("<html>"))],
    ["AbortError", await failing(() => {}, { signal: AbortSignal.timeout(20) })],
    ["TimeoutError", await failing(() => {}, { timeout: 20 })],
  ];
  for (const [name, error] of shown) {
    assert.equal(error.name, name);
    assert.equal(error.constructor.name, name);
    // In brackets where there is no stack, as of what a timer has made.
    assert.match(inspect(error), new RegExp(`^\\[?${name}: app\\.bsky\\.feed\\.getTimeline: `));
    assert.ok(error.stack?.startsWith(`${name}: app.bsky`), error.stack);
    assert.ok(error instanceof BlueskyError);
    assert.equal(error.docs, `bluesky/docs/errors/${error.code}.md`);
    assert.ok(error.message.endsWith(` (see ${error.docs})`));
    assert.equal(JSON.parse(JSON.stringify(error)).docs, error.docs);
  }
});

test("what a server says cannot forge lines of a log, and does not fill it", async () => {
  const forged = await failing((_, response) =>
    json(response, { error: "X", message: `a\nERROR: \u001b[31mforged\u2028${"b".repeat(5000)}` }, 400),
  );
  assert.match(forged.message, /: X: a ERROR: +\[31mforged b+/);
  assert.ok(forged.message.length < 2200);
});
