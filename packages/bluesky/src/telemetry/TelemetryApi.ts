/** What is said of a span or a measurement. */
export type TelemetryAttributes = Record<string, string | number | boolean>;

/** A span, as far as it is needed here. One of `@opentelemetry/api` is this. */
export interface TelemetrySpan {
  setAttributes(attributes: TelemetryAttributes): unknown;
  setStatus(status: { code: number }): unknown;
  end(): void;
}

/** What makes spans. A `Tracer` of `@opentelemetry/api` is this. */
export interface TelemetryTracer {
  startActiveSpan(
    name: string,
    options: { kind: number; attributes: TelemetryAttributes },
    run: (span: TelemetrySpan) => unknown,
  ): unknown;
}

/** How an instrument is described. */
export interface TelemetryInstrumentOptions {
  unit: string;
  description: string;
  advice?: { explicitBucketBoundaries: number[] };
}

/** What makes instruments. A `Meter` of `@opentelemetry/api` is this. */
export interface TelemetryMeter {
  createHistogram(
    name: string,
    options: TelemetryInstrumentOptions,
  ): { record(value: number, attributes: TelemetryAttributes): void };
  createCounter(
    name: string,
    options: TelemetryInstrumentOptions,
  ): { add(value: number, attributes: TelemetryAttributes): void };
}
