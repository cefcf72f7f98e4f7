import assert from "node:assert/strict";
import { AsyncLocalStorage } from "node:async_hooks";
import { afterEach, beforeEach, test } from "node:test";
import {
  AggregationTemporality,
  DataPointType,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from "@opentelemetry/sdk-metrics";
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from "@opentelemetry/sdk-trace-base";
import { getProfile } from "../lexicons/app/bsky/actor/getProfile.ts";
import { createSession } from "../lexicons/com/atproto/server/createSession.ts";
import { getBlob } from "../lexicons/com/atproto/sync/getBlob.ts";
import { createClient } from "../xrpc/client/createClient.ts";
import { fakeFetch } from "../xrpc/testing/fakeFetch.ts";
import { json, serve } from "../xrpc/testing/serve.ts";
import type { TelemetryMeter, TelemetrySpan, TelemetryTracer } from "./TelemetryApi.ts";
import { withTelemetry } from "./withTelemetry.ts";

const DID = "did:plc:aaaaaaaaaaaaaaaaaaaaaaaa";
const profile = { did: DID, handle: "alice.test" };
const PASSWORD = "canary-password";
const TOKEN = "eyJhbGciOiJIUzI1NiJ9.canary-token.c2ln";

let spans: InMemorySpanExporter;
let tracers: BasicTracerProvider;
let numbers: InMemoryMetricExporter;
let reader: PeriodicExportingMetricReader;
let meters: MeterProvider;

beforeEach(() => {
  spans = new InMemorySpanExporter();
  tracers = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(spans)] });
  numbers = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
  reader = new PeriodicExportingMetricReader({ exporter: numbers, exportIntervalMillis: 3_600_000 });
  meters = new MeterProvider({ readers: [reader] });
});
afterEach(async () => {
  await tracers.shutdown();
  await meters.shutdown();
});

const telemetry = () => withTelemetry({ tracer: tracers.getTracer("test"), meter: meters.getMeter("test") });

/** What was measured: the name of an instrument, and the points of it. */
async function measured(): Promise<Record<string, { attributes: object; value: unknown }[]>> {
  await reader.forceFlush();
  const metrics =
    numbers
      .getMetrics()
      .at(-1)
      ?.scopeMetrics.flatMap((scope) => scope.metrics) ?? [];
  return Object.fromEntries(
    metrics.map(({ descriptor, dataPointType, dataPoints }) => [
      `${descriptor.name} ${descriptor.unit} ${DataPointType[dataPointType]}`,
      dataPoints.map(({ attributes, value }) => ({ attributes, value })),
    ]),
  );
}

test("each attempt is a client span and a measurement, by the conventions", async () => {
  let count = 0;
  await using server = await serve((_, response) =>
    ++count === 1 ? json(response, { error: "Busy", message: "later" }, 503) : json(response, profile),
  );
  const client = createClient({ service: server.url, around: [telemetry()], retry: { baseDelay: 1 } });
  await getProfile(client, { actor: "alice.test" });

  const about = {
    "atproto.nsid": "app.bsky.actor.getProfile",
    "http.request.method": "GET",
    "server.address": "127.0.0.1",
    "server.port": Number(new URL(server.url).port),
  };
  const [first, second, ...more] = spans.getFinishedSpans();
  assert.deepEqual(more, []);
  assert.deepEqual(
    [first?.name, first?.kind, first?.status, first?.events],
    [about["atproto.nsid"], 2, { code: 2 }, []],
  );
  const failure = { "http.response.status_code": 503, "error.type": "503" };
  assert.deepEqual(first?.attributes, { ...about, ...failure });
  assert.deepEqual([second?.status, second?.kind], [{ code: 0 }, 2]);
  const success = { "http.response.status_code": 200 };
  assert.deepEqual(second?.attributes, { ...about, ...success, "http.request.resend_count": 1 });

  const all = await measured();
  const durations = all["http.client.request.duration s HISTOGRAM"] ?? [];
  assert.deepEqual(
    durations.map(({ attributes }) => attributes),
    [
      { ...about, ...failure },
      { ...about, ...success },
    ],
  );
  for (const { value } of durations) {
    const { count: times, sum, buckets } = value as { count: number; sum: number; buckets: { boundaries: number[] } };
    assert.equal(times, 1);
    assert.ok(sum > 0 && sum < 5, `${sum} seconds`);
    assert.deepEqual([buckets.boundaries[0], buckets.boundaries.at(-1)], [0.005, 10]);
  }
  assert.deepEqual(all["atproto.client.retries {attempt} COUNTER"] ?? all["atproto.client.retries {attempt} SUM"], [
    { attributes: { ...about, "error.type": "503" }, value: 1 },
  ]);
});

test("errors without an answer have the code of their kind", async () => {
  await using server = await serve(() => {});
  const aborting = new AbortController();
  const ask = (options: object): Promise<unknown> => {
    const client = createClient({ service: server.url, around: [telemetry()], retry: false, ...options });
    return getProfile(client, { actor: "alice.test" }, { signal: aborting.signal }).catch(() => {});
  };
  await ask({ service: "http://127.0.0.1:1" });
  await ask({ timeout: 20 });
  await ask({ fetch: () => new Promise(() => {}), timeout: 20 }); // does not obey its signal
  await ask({ fetch: async () => new Response("<html>", { status: 502 }) });
  await ask({ hooks: { onRequest: () => Promise.reject(new Error(TOKEN)) } });
  setTimeout(() => aborting.abort(), 20);
  await ask({});
  const types = spans.getFinishedSpans().map(({ attributes }) => attributes["error.type"]);
  assert.deepEqual(types, ["network_error", "timeout", "timeout", "502", "_OTHER", "aborted"]);
  assert.ok(
    spans.getFinishedSpans().every(({ attributes, status }) => (status.code === 2) === "error.type" in attributes),
  );
});

test("an attempt without an answer does not have the answer of the one before", async () => {
  const { fetch: answer } = fakeFetch((_, count) => {
    if (count === 2) throw new TypeError("fetch failed");
    return Response.json({}, { status: 503 });
  });
  const client = createClient({ fetch: answer, around: [telemetry()], retry: { attempts: 2, baseDelay: 1 } });
  await assert.rejects(getProfile(client, { actor: "alice.test" }), { code: "network_error" });
  const statuses = spans.getFinishedSpans().map(({ attributes }) => attributes["http.response.status_code"]);
  assert.deepEqual(statuses, [503, undefined]);
});

test("a session's server is known when it has answered; a stream's span ends with its head", async () => {
  await using server = await serve((_, response) => void response.end("bytes"));
  const session = {
    did: DID,
    fetchHandler: (path: string, init: RequestInit) => fetch(new URL(path, server.url), init),
  };
  const client = createClient({ session, around: [telemetry()] });
  const body = await getBlob(client, { did: DID, cid: "bafyreibme22gw2h7y2h7tg2fhqotaqjucnbc24deqo72b6mkl2egezxhvy" });
  assert.equal(spans.getFinishedSpans()[0]?.attributes["server.port"], Number(new URL(server.url).port));
  assert.equal(Buffer.from(await new Response(body.stream).arrayBuffer()).toString(), "bytes");
});

test("nothing secret is in what is exported: no body, no header, no parameter, nothing that a server says", async () => {
  await using server = await serve((request, response) =>
    json(response, { error: TOKEN, message: `${PASSWORD} ${request.headers.authorization}` }, 400, {
      "x-token": TOKEN,
    }),
  );
  const client = createClient({
    service: server.url.replace("//", `//user:${PASSWORD}@`),
    // A platform's `fetch` takes no credentials in an address.
    fetch: (input, init) => fetch(`${input}`.replace(/\/\/.*@/, "//"), init),
    headers: { authorization: `Bearer ${TOKEN}` },
    around: [telemetry()],
  });
  await assert.rejects(createSession(client, { identifier: "alice.test", password: PASSWORD }));
  await assert.rejects(client.call("com.example.get", { params: { token: TOKEN, q: PASSWORD } }));
  assert.match(server.requests[1]?.url ?? "", /canary-password/);
  const finished = spans
    .getFinishedSpans()
    .map(({ name, attributes, events, status, links }) => ({ name, attributes, events, status, links }));
  const exported = JSON.stringify([finished, await measured()]);
  assert.match(exported, /com\.example\.get/);
  assert.doesNotMatch(exported, /canary|eyJ|alice|user/);
});

test("the span is active while the attempt is made", async () => {
  const active = new AsyncLocalStorage<string>();
  const tracer: TelemetryTracer = {
    startActiveSpan: (name, _, run) => active.run(name, () => run({ setAttributes() {}, setStatus() {}, end() {} })),
  };
  let seen: string | undefined;
  const { fetch: answer } = fakeFetch(() => {
    seen = active.getStore();
    return Response.json(profile);
  });
  await getProfile(createClient({ fetch: answer, around: [withTelemetry({ tracer })] }), { actor: "a.test" });
  assert.equal(seen, "app.bsky.actor.getProfile");
});

test("telemetry that throws, does nothing or does too much breaks no call", async () => {
  const boom = (): never => {
    throw new Error("telemetry is broken");
  };
  const broken: TelemetrySpan = { setAttributes: boom, setStatus: boom, end: boom };
  const tracers: TelemetryTracer[] = [
    { startActiveSpan: boom },
    { startActiveSpan: () => {} },
    { startActiveSpan: (_name, _options, run) => run(broken) },
    { startActiveSpan: (_name, _options, run) => [run(broken), run(broken), boom()] },
    {
      startActiveSpan: (_name, _options, run) =>
        Promise.reject(run(undefined as unknown as TelemetrySpan))
          .catch(boom)
          .catch(() => {}),
    },
  ];
  const meters: TelemetryMeter[] = [
    { createHistogram: boom, createCounter: boom },
    { createHistogram: () => ({ record: boom }), createCounter: () => ({ add: boom }) },
  ];
  for (const tracer of [undefined, ...tracers]) {
    for (const meter of [undefined, ...meters]) {
      const { fetch: answer, requests } = fakeFetch((_, count) =>
        count === 1
          ? Response.json({}, { status: 503 })
          : count === 2
            ? Response.json(profile)
            : Response.json({ error: "No" }, { status: 400 }),
      );
      const client = createClient({
        fetch: answer,
        around: [withTelemetry({ tracer, meter })],
        retry: { baseDelay: 1 },
      });
      assert.deepEqual(await getProfile(client, { actor: "a.test" }), profile);
      await assert.rejects(getProfile(client, { actor: "a.test" }), { error: "No" });
      assert.equal(requests.length, 3);
    }
  }
});
