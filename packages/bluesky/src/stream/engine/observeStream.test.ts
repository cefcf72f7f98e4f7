import assert from "node:assert/strict";
import { test } from "node:test";
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from "@opentelemetry/sdk-metrics";
import { relay } from "../source/relay.ts";
import { startLogHost } from "../testing/logHost.ts";
import { consume } from "./consume.ts";
import { observeStream, type StreamObservable } from "./observeStream.ts";

test("a meter is told how a stream is doing, the lag first", async () => {
  const exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
  const reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 2 ** 30 });
  const provider = new MeterProvider({ readers: [reader] });
  await using host = await startLogHost();
  host.addPosts(3);
  const stream = consume(relay(host.url), { start: "oldest" });
  const stop = observeStream(stream, provider.getMeter("test"), { attributes: { stream: "posts" } });
  for await (const { seq } of stream) if (seq === 3) break;
  await reader.forceFlush();
  const metrics = exporter.getMetrics().flatMap(({ scopeMetrics }) => scopeMetrics.flatMap((scope) => scope.metrics));
  const values = new Map(metrics.map(({ descriptor, dataPoints }) => [descriptor.name, dataPoints[0]]));
  assert.equal(metrics[0]?.descriptor.name, "atproto.stream.lag");
  assert.ok(Number(values.get("atproto.stream.lag")?.value) > 0);
  assert.equal(values.get("atproto.stream.events")?.value, 3);
  assert.deepEqual(values.get("atproto.stream.frames")?.attributes, {
    stream: "posts",
    "server.address": new URL(host.url).host,
  });
  stop();
  await provider.shutdown();
  // What ends it takes all of it back.
  const callbacks = new Set<unknown>();
  const instrument = (): StreamObservable => ({
    addCallback: (callback) => void callbacks.add(callback),
    removeCallback: (callback) => void callbacks.delete(callback),
  });
  const end = observeStream(stream, { createObservableGauge: instrument, createObservableCounter: instrument });
  assert.equal(callbacks.size, 10);
  end();
  assert.equal(callbacks.size, 0);
  // A meter that throws is nobody's business.
  const broken = (): never => {
    throw new Error("broken");
  };
  observeStream(stream, { createObservableGauge: broken, createObservableCounter: broken })();
});
