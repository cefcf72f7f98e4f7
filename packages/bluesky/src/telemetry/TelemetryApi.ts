/** What is said of a span or a measurement. */
export type TelemetryAttributes = Record<string, string | number | boolean>;

/** A span, as far as it is needed here. One of `@opentelemetry/api` is this. */
export interface TelemetrySpan {
  /** Sets attributes of the span. */
  setAttributes(attributes: TelemetryAttributes): unknown;
  /** Says whether the attempt failed. */
  setStatus(status: { code: number }): unknown;
  /** Ends the span. */
  end(): void;
}

/** What makes spans. A `Tracer` of `@opentelemetry/api` is this. */
export interface TelemetryTracer {
  /** Starts a span, and runs a function with it. */
  startActiveSpan(
    name: string,
    options: { kind: number; attributes: TelemetryAttributes },
    run: (span: TelemetrySpan) => unknown,
  ): unknown;
}

/** How an instrument is described. */
export interface TelemetryInstrumentOptions {
  /** The unit of the values. */
  unit: string;
  /** What is measured. */
  description: string;
  /** Hints for aggregating the values. */
  advice?: { explicitBucketBoundaries: number[] };
}

/** What makes instruments. A `Meter` of `@opentelemetry/api` is this. */
export interface TelemetryMeter {
  /** Creates an instrument for durations. */
  createHistogram(
    name: string,
    options: TelemetryInstrumentOptions,
  ): { record(value: number, attributes: TelemetryAttributes): void };
  /** Creates an instrument that counts. */
  createCounter(
    name: string,
    options: TelemetryInstrumentOptions,
  ): { add(value: number, attributes: TelemetryAttributes): void };
}
