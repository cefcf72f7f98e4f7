import assert from "node:assert/strict";
import { test } from "node:test";
import { getTimeline } from "../../lexicons/app/bsky/feed/getTimeline.ts";
import { createRecord } from "../../lexicons/com/atproto/repo/createRecord.ts";
import { getRepo } from "../../lexicons/com/atproto/sync/getRepo.ts";
import { parseRateLimit } from "../attempt/parseRateLimit.ts";
import { createClient } from "../client/createClient.ts";
import type { Answer, Call, CreateClientOptions, Handler } from "../contract/Call.ts";
import type { CallError } from "../errors/CallError.ts";
import { parseRetryAfter } from "../errors/parseRetryAfter.ts";
import { fakeFetch } from "../testing/fakeFetch.ts";
import { callGuard } from "./startGuard.ts";
import { withConcurrency } from "./withConcurrency.ts";
import { withPacing } from "./withPacing.ts";
import { withRetry } from "./withRetry.ts";
import { withTimeout } from "./withTimeout.ts";

const input = { repo: "did:plc:aaaaaaaaaaaaaaaaaaaaaaaa", collection: "a.b.c", record: {} };
const fast = { baseDelay: 1 };
const good = (): Response => Response.json({ feed: [] });
const bad = (status: number, headers: Record<string, string> = {}): Response =>
  Response.json({ error: "Bad" }, { status, headers });

/** A client that is answered in this order; the last answer goes on. */
function answered(answers: (() => Response)[], options: CreateClientOptions = {}) {
  const { fetch, requests } = fakeFetch((_, count) => (answers[count - 1] ?? answers.at(-1) ?? good)());
  return { client: createClient({ service: "https://example.com", fetch, retry: fast, ...options }), requests };
}

const reset = (): never => {
  throw new TypeError("fetch failed", { cause: Object.assign(new Error("reset"), { code: "ECONNRESET" }) });
};
const refused = (): never => {
  throw new TypeError("fetch failed", { cause: { errors: [{ code: "ECONNREFUSED" }] } });
};

test("queries are tried again on what passes by, and on nothing else", async () => {
  for (const failure of [() => bad(408), () => bad(429), () => bad(500), () => bad(503), reset, refused]) {
    const { client, requests } = answered([failure, failure, good]);
    await getTimeline(client);
    assert.equal(requests.length, 3, `${failure}`);
  }
  for (const failure of [
    () => bad(400),
    () => bad(404),
    () => bad(501),
    () => new Response("<html>", { headers: { "content-type": "text/html" } }),
  ]) {
    const { client, requests } = answered([failure, good]);
    await assert.rejects(getTimeline(client), `${failure}`);
    assert.equal(requests.length, 1);
  }
});

test("procedures are tried again only where nothing can have happened", async () => {
  for (const [failure, count] of [
    [() => bad(429), 2],
    [refused, 2],
    [reset, 1],
    [() => bad(503), 1],
    [() => bad(408), 1],
  ] as const) {
    const { client, requests } = answered([failure, () => Response.json({ uri: "at://a.b", cid: "x" })]);
    const result = await createRecord.safe(client, input, { validate: { request: false, response: false } });
    assert.equal(requests.length, count, `${failure}`);
    assert.equal(result.ok, count === 2);
  }
});

test("attempts are bounded, and can be forbidden", async () => {
  const { client, requests } = answered([() => bad(503)]);
  const error = await getTimeline(client).then(
    () => assert.fail(),
    (e: CallError) => e,
  );
  assert.deepEqual([error.attempts, requests.length], [3, 3]);
  await assert.rejects(getTimeline(client, {}, { retry: { ...fast, attempts: 2 } }), { attempts: 2 });
  await assert.rejects(getTimeline(client, {}, { retry: false }), { attempts: 1 });
  // A delay that may end after the deadline is not begun.
  await assert.rejects(getTimeline(client, {}, { retry: { baseDelay: 1e9, maxDelay: 1e9 }, deadline: 200 }), {
    attempts: 1,
  });
});

test("a delay that the server asks for is kept; one that is too long ends the call", async () => {
  const { client, requests } = answered([() => bad(429, { "retry-after": "0.05" }), good]);
  const start = performance.now();
  await getTimeline(client);
  assert.ok(performance.now() - start >= 49);
  const long = answered([() => bad(429, { "retry-after": "3600" })]);
  await assert.rejects(getTimeline(long.client), { code: "rate_limited", retryAfter: 3_600_000, attempts: 1 });
  await assert.rejects(getTimeline(answered([() => bad(503, { "retry-after": "1" })]).client, {}, { deadline: 500 }), {
    attempts: 1,
  });
  assert.equal(requests.length, 2);
});

test("`Retry-After` in seconds and as a date, `ratelimit-reset`, and clocks that differ", () => {
  const at = (given: Record<string, string>): number | undefined => {
    const headers = new Headers(given);
    return parseRetryAfter(headers, parseRateLimit(headers));
  };
  const spent = { "ratelimit-limit": "30", "ratelimit-remaining": "0" };
  assert.equal(at({}), undefined);
  assert.equal(at({ "retry-after": "7" }), 7000);
  const date = "Wed, 21 Oct 2015 07:28:00 GMT";
  assert.equal(at({ "retry-after": "Wed, 21 Oct 2015 07:28:10 GMT", date }), 10_000);
  assert.equal(at({ "retry-after": date, date: "Wed, 21 Oct 2015 07:30:00 GMT" }), 0);
  const reset = `${Date.parse(date) / 1000 + 5}`;
  assert.equal(at({ ...spent, "ratelimit-reset": reset, date }), 5000);
  assert.equal(at({ ...spent, "ratelimit-reset": reset, "retry-after": "0", date }), 0);
  assert.equal(at({ ...spent, "ratelimit-remaining": "1", "ratelimit-reset": reset, date }), undefined);
  assert.equal(at(spent), undefined);
  assert.equal(at({ "retry-after": "soon" }), 0);
  assert.equal(at({ "retry-after": "-7" }), 0);
  const near = at({ ...spent, "ratelimit-reset": `${Math.floor(Date.now() / 1000) + 100}` }) ?? 0;
  assert.ok(near > 98_000 && near <= 100_000);
});

test("an abort wakes up whoever waits for the next attempt", async () => {
  const { client, requests } = answered([() => bad(503)], { retry: { baseDelay: 15_000 } });
  const controller = new AbortController();
  setTimeout(() => controller.abort("enough"), 20);
  const start = performance.now();
  await assert.rejects(getTimeline(client, {}, { signal: controller.signal }), { code: "aborted", cause: "enough" });
  assert.ok(performance.now() - start < 2000);
  assert.equal(requests.length, 1);
});

test("in an outage retries add a tenth of the requests, and ten", async () => {
  const { client, requests } = answered([() => bad(503)], { retry: { baseDelay: 0 } });
  for (let n = 0; n < 1200; n++) await getTimeline.safe(n % 2 ? client : client.with({ timeout: 5 }));
  assert.ok(requests.length <= 1200 + 120 + 10, `${requests.length}`);
  assert.ok(requests.length >= 1200 + 100);
});

test("hooks see each station, and may change what passes", async () => {
  const seen: string[] = [];
  const { client, requests } = answered([() => bad(503), good], {
    hooks: {
      onRequest: (state) => {
        seen.push(`request ${state.nsid} ${state.attempt}`);
        state.headers.set("x-try", `${state.attempt}`);
      },
      onResponse: async (state) => {
        seen.push(`response ${state.response.status}`);
        if (state.response.ok) state.response = Response.json({ feed: [], cursor: "changed" });
      },
      onRetry: ({ error, delay }) => void seen.push(`retry ${(error as CallError).code} ${delay >= 0}`),
      onError: () => void seen.push("error"),
    },
  });
  const more = client.with({ hooks: { onRequest: () => void seen.push("second") } });
  assert.deepEqual(await getTimeline(more), { feed: [], cursor: "changed" });
  assert.deepEqual(seen, [
    "request app.bsky.feed.getTimeline 1",
    "second",
    "response 503",
    "retry xrpc_error true",
    "request app.bsky.feed.getTimeline 2",
    "second",
    "response 200",
  ]);
  assert.equal(requests[1]?.headers.get("x-try"), "2");
  const failing = answered([() => bad(400)], {
    hooks: {
      onError: (state) => {
        state.error = new RangeError("mine");
      },
    },
  });
  await assert.rejects(getTimeline(failing.client), RangeError);
  const throwing = answered([good], { hooks: { onRequest: () => Promise.reject(new RangeError("no")) } });
  await assert.rejects(getTimeline(throwing.client), RangeError);
});

test("the log has a line for each answer, retry and failure, and nothing secret", async () => {
  const lines: string[] = [];
  const logger = { debug: (line: string) => lines.push(line), warn: (line: string) => lines.push(line) };
  const { client } = answered([() => bad(503), () => bad(400)], { logger, headers: { authorization: "canary" } });
  await getTimeline.safe(client, { cursor: "canary" });
  assert.equal(lines.length, 4, lines.join("\n"));
  assert.match(lines.join("\n"), /HTTP 503.*onRetry.*HTTP 400.*onError/s);
  assert.ok(!lines.join().includes("canary"));
});

test("only so many requests are under way at once, and who gives up leaves the line", async () => {
  let now = 0;
  let most = 0;
  const fetch = async (): Promise<Response> => {
    most = Math.max(most, ++now);
    await new Promise((resolve) => setTimeout(resolve, 15));
    now--;
    return good();
  };
  const client = createClient({
    service: "https://example.com",
    fetch,
    around: [withConcurrency({ limit: 3 })],
    timeout: 40,
    retry: false,
  });
  // Waiting takes longer than the timeout, which does not run meanwhile.
  const calls = Array.from({ length: 15 }, () => getTimeline(client));
  const controller = new AbortController();
  const leaving = assert.rejects(getTimeline(client, {}, { signal: controller.signal }), { code: "aborted" });
  const late = assert.rejects(getTimeline(client, {}, { deadline: 10 }), { code: "timeout", limit: "deadline" });
  controller.abort();
  await Promise.all([...calls, leaving, late]);
  assert.equal(most, 3);
  most = 0;
  await Promise.all([getTimeline(client), getTimeline(client), getTimeline(client), getTimeline(client)]);
  assert.equal(most, 3);
});

test("a limit that is used up is waited for, by operation and policy, on the server's clock", async () => {
  // The server's clock is ten minutes ahead of ours.
  const skewed = Date.now() + 600_000;
  const limits = (remaining: number, seconds: number) => ({
    date: new Date(skewed).toUTCString(),
    "ratelimit-limit": "10",
    "ratelimit-remaining": `${remaining}`,
    "ratelimit-reset": `${Math.floor(skewed / 1000) + seconds}`,
    "ratelimit-policy": `10;w=${seconds}`,
  });
  const { client, requests } = answered([() => Response.json({ feed: [] }, { headers: limits(1, 1) }), good], {
    around: [withPacing()],
  });
  const start = performance.now();
  await getTimeline(client);
  await getTimeline(client);
  await client.call("com.example.other");
  assert.ok(performance.now() - start < 500);
  await getTimeline(client);
  assert.ok(performance.now() - start > 900, `${performance.now() - start}`);
  assert.equal(requests.length, 4);
  // A window that is too long is not waited for; an abort ends the waiting.
  const long = answered([() => Response.json({ feed: [] }, { headers: limits(0, 3600) }), good], {
    around: [withPacing()],
  });
  await getTimeline(long.client);
  await getTimeline(long.client);
  const waiting = answered([() => Response.json({ feed: [] }, { headers: limits(0, 10) })], { around: [withPacing()] });
  await getTimeline(waiting.client);
  await assert.rejects(getTimeline(waiting.client, {}, { signal: AbortSignal.timeout(20) }), { code: "aborted" });
  await assert.rejects(getTimeline(waiting.client, {}, { deadline: 20 }), { code: "timeout" });
});

test("nothing is left over: no timer, no listener", async () => {
  const controller = new AbortController();
  const { signal } = controller;
  let listeners = 0;
  const { addEventListener, removeEventListener } = signal;
  signal.addEventListener = (...args: Parameters<typeof addEventListener>) => {
    listeners++;
    addEventListener.apply(signal, args);
  };
  signal.removeEventListener = (...args: Parameters<typeof removeEventListener>) => {
    listeners--;
    removeEventListener.apply(signal, args);
  };
  const timers = (): number => process.getActiveResourcesInfo().filter((name) => name === "Timeout").length;
  const before = timers();
  const { client } = answered([() => bad(503), good], { timeout: 60_000 });
  await getTimeline(client, {}, { signal });
  await getTimeline.safe(answered([() => bad(400)]).client, {}, { signal });
  const car = (): Response => new Response("abc", { headers: { "content-type": "application/vnd.ipld.car" } });
  await (await getRepo(answered([car]).client, { did: input.repo }, { signal })).bytes();
  await (await getRepo(answered([car]).client, { did: input.repo }, { signal })).cancel();
  assert.equal(listeners, 0);
  assert.equal(timers(), before);
});

test("each piece works alone, around any transport", async () => {
  const call = (options: Call["options"]): Call => {
    const operation = { nsid: "a.b.c", kind: "query" } as const;
    const client = createClient(options);
    const startedAt = performance.now();
    const state = { attempt: 0, body: undefined, headers: new Headers(), params: {}, path: "/xrpc/a.b.c", startedAt };
    return {
      ...state,
      nsid: "a.b.c",
      method: "GET",
      operation,
      client,
      options,
      callOptions: {},
      service: undefined,
      session: undefined,
    };
  };
  let attempts = 0;
  const run = (handle: Handler, state: Call): Promise<Answer> => handle(state, callGuard(state));
  const flaky = withRetry()(async () => {
    if (++attempts < 3) throw Object.assign(new Error("busy"), { retryable: true });
    return { response: new Response("done") };
  });
  assert.equal(await (await run(flaky, call({ retry: fast }))).response.text(), "done");
  assert.equal(attempts, 3);
  await assert.rejects(
    run(
      withTimeout()(() => new Promise(() => {})),
      call({ timeout: 5 }),
    ),
    { code: "timeout" },
  );
  const one = withTimeout()(withConcurrency({ limit: 1 })(async () => ({ response: new Response() })));
  assert.equal((await run(one, call({}))).response.status, 200);
});

test("a procedure that ended without a word is settled: found, or made again", async () => {
  const output = { uri: "at://x", cid: "y" };
  for (const lost of [reset, () => bad(502), () => new Response("<html>"), () => new Response('{"uri":')]) {
    const found = answered([lost, good]);
    assert.deepEqual(await createRecord(found.client, input, { settle: async () => output }), output);
    assert.equal(found.requests.length, 1);
    const absent = answered([lost, () => Response.json(output)]);
    assert.deepEqual(await createRecord(absent.client, input, { settle: async () => undefined }), output);
    assert.equal(absent.requests.length, 2);
  }
  // What was surely not done is not looked for.
  const never = (): never => assert.fail("nothing is in doubt");
  for (const refusal of [refused, () => bad(400), () => bad(429)]) {
    const { client } = answered([refusal, () => Response.json(output)]);
    const result = await createRecord.safe(client, input, { settle: async () => never() });
    assert.ok(result.ok || result.error.code === "xrpc_error");
  }
  const failing = answered([reset]);
  const settle = (): Promise<never> => Promise.reject(new RangeError("not even that"));
  await assert.rejects(createRecord(failing.client, input, { settle }), RangeError);
  const quiet = answered([reset]);
  await assert.rejects(createRecord(quiet.client, input, { settle: async () => undefined, retry: false }), {
    code: "network_error",
  });
  assert.equal(quiet.requests.length, 1);
});
