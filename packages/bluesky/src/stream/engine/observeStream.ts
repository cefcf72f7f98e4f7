import { quietly } from "../../platform/abort/quietly.ts";
import type { StreamStats } from "../model/StreamStats.ts";
import type { EventStream } from "./contract/EventStream.ts";

/** What tells a meter a value when it asks. */
export interface StreamObservable {
  /** Adds what is called when the value is wanted. */
  addCallback(callback: (result: { observe(value: number, attributes: Record<string, string>): void }) => void): void;
  /** Takes it away. */
  removeCallback(
    callback: (result: { observe(value: number, attributes: Record<string, string>): void }) => void,
  ): void;
}

/** What makes instruments. A `Meter` of `@opentelemetry/api` is this. */
export interface StreamMeter {
  /** Creates an instrument for what goes up and down. */
  createObservableGauge(name: string, options: { unit: string; description: string }): StreamObservable;
  /** Creates an instrument for what only goes up. */
  createObservableCounter(name: string, options: { unit: string; description: string }): StreamObservable;
}

/** Options of {@link observeStream}. */
export interface ObserveStreamOptions {
  /** What tells this stream from others. @default none */
  readonly attributes?: Readonly<Record<string, string>> | undefined;
}

/** Instruments: kind, name, unit, description, value. */
const INSTRUMENTS: readonly (readonly [
  "createObservableGauge" | "createObservableCounter",
  string,
  string,
  string,
  (stats: StreamStats) => number | undefined,
])[] = [
  ["createObservableGauge", "lag", "s", "How far behind its host the stream is.", ({ lag }) => lag && lag / 1000],
  ["createObservableGauge", "pending", "{event}", "Events that are read and not done.", ({ pending }) => pending],
  ["createObservableGauge", "pending.bytes", "By", "What they take.", ({ pendingBytes }) => pendingBytes],
  ["createObservableGauge", "connected", "1", "Whether there is a connection.", ({ connected }) => Number(connected)],
  ["createObservableCounter", "events", "{event}", "Events that were handed out.", ({ events }) => events],
  ["createObservableCounter", "frames", "{frame}", "Frames that came.", ({ frames }) => frames],
  ["createObservableCounter", "bytes", "By", "Bytes that came.", ({ bytes }) => bytes],
  [
    "createObservableCounter",
    "reconnects",
    "{connection}",
    "Connections after the first.",
    (stats) => stats.reconnects,
  ],
  ["createObservableCounter", "skipped", "{event}", "Events and frames that were skipped.", ({ skipped }) => skipped],
  [
    "createObservableCounter",
    "failed_verifications",
    "{commit}",
    "Commits that did not verify.",
    (stats) => stats.failedVerifications,
  ],
];

/**
 * Measures a stream with OpenTelemetry, the lag first: gauges and counters `atproto.stream.*`, which are read when the meter asks. If
 * the meter throws, that is ignored.
 *
 * @returns what ends it
 * @example
 * ```ts
 * import { metrics } from "@opentelemetry/api";
 *
 * const stop = observeStream(stream, metrics.getMeter("my-app"), { attributes: { stream: "posts" } });
 * ```
 */
export function observeStream(
  stream: EventStream,
  meter: StreamMeter,
  { attributes = {} }: ObserveStreamOptions = {},
): () => void {
  const ends = INSTRUMENTS.map(([create, name, unit, description, read]) => {
    const observe = (result: { observe(value: number, attributes: Record<string, string>): void }): void => {
      const { stats } = stream;
      const value = read(stats);
      if (value === undefined) return;
      result.observe(value, { ...attributes, ...(stats.host !== undefined && { "server.address": stats.host }) });
    };
    const instrument = quietly(() => meter[create](`atproto.stream.${name}`, { unit, description }));
    quietly(() => instrument?.addCallback(observe));
    return () => quietly(() => instrument?.removeCallback(observe));
  });
  return () => {
    for (const end of ends) end();
  };
}
