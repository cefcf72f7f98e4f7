import { quietly } from "../platform/abort/quietly.ts";
import type { Answer, Around, Call, Handler } from "../xrpc/contract/Call.ts";
import type { Guard } from "../xrpc/contract/Guard.ts";
import { describeCall, describeOutcome, errorType } from "./describeCall.ts";
import type { TelemetryMeter, TelemetrySpan, TelemetryTracer } from "./TelemetryApi.ts";

/** Options of {@link withTelemetry}. */
export interface TelemetryOptions {
  /** A tracer of `@opentelemetry/api`, or an object of its shape. @default no spans */
  readonly tracer?: TelemetryTracer | undefined;
  /** A meter of `@opentelemetry/api`, or an object of its shape. @default no metrics */
  readonly meter?: TelemetryMeter | undefined;
}

/** `SpanKind.CLIENT` and `SpanStatusCode.ERROR`. */
const CLIENT = 2;
const ERROR = 2;

/** What the semantic conventions advise, in seconds. */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];

/**
 * Traces and measures each attempt of a call, by the OpenTelemetry conventions for HTTP clients: a client span named
 * after the operation, the histogram `http.client.request.duration`, and the counter `atproto.client.retries`. An
 * attempt lasts until its response has been read, or, for a stream, until the headers have arrived.
 *
 * The span is active during the attempt, so an instrumented `fetch` finds it. The tracer decides on its parent.
 * Telemetry contains no data of the call: no query string, header, body or server message. If the tracer or the meter
 * throws, that is ignored.
 *
 * Put it last in `around`, so that it does not measure the waits of others.
 *
 * @see https://opentelemetry.io/docs/specs/semconv/http/http-spans/#http-client-span
 * @example
 * ```ts
 * import { metrics, trace } from "@opentelemetry/api";
 *
 * const telemetry = withTelemetry({ tracer: trace.getTracer("my-app"), meter: metrics.getMeter("my-app") });
 * const client = createClient({ session, around: [withPacing(), telemetry] });
 * ```
 */
export function withTelemetry({ tracer, meter }: TelemetryOptions = {}): Around {
  const duration = quietly(() =>
    meter?.createHistogram("http.client.request.duration", {
      unit: "s",
      description: "Duration of HTTP client requests.",
      advice: { explicitBucketBoundaries: BUCKETS },
    }),
  );
  const retries = quietly(() =>
    meter?.createCounter("atproto.client.retries", {
      unit: "{attempt}",
      description: "Attempts of a call after the first, by why the one before failed.",
    }),
  );

  /** Why the last attempt of a call failed. */
  const failures = new WeakMap<Call, unknown>();
  return (next) => (call, guard) => {
    const resends = call.attempt - 1;
    if (resends > 0) {
      quietly(() => retries?.add(1, { ...describeCall(call), "error.type": errorType(failures.get(call)) }));
    }
    // Where it is not a client that makes the attempts: the answer to the one before is none to this one.
    call.response = undefined;
    let begun: Promise<Answer> | undefined;
    /** A tracer may call it more than once, or never. */
    const begin = (span?: TelemetrySpan): Promise<Answer> => {
      begun ??= observe(next, call, guard, (error, seconds) => {
        failures.set(call, error);
        const [about, outcome] = [describeCall(call), describeOutcome(call, error)];
        quietly(() => span?.setAttributes({ ...about, ...outcome }));
        if (error !== undefined) quietly(() => span?.setStatus({ code: ERROR }));
        quietly(() => span?.end());
        quietly(() => duration?.record(seconds, { ...about, ...outcome }));
      });
      return begun;
    };
    const resent = resends > 0 && { "http.request.resend_count": resends };
    quietly(() => {
      const attributes = { ...describeCall(call), ...resent };
      return tracer?.startActiveSpan(
        call.nsid,
        { kind: CLIENT, attributes },
        (span) => void begin(span).catch(() => {}),
      );
    });
    return begin();
  };
}

/** Makes an attempt, and tells once how it ended: where it does not obey its signal, when that is aborted. */
async function observe(
  next: Handler,
  call: Call,
  guard: Guard,
  ended: (error: unknown, seconds: number) => void,
): Promise<Answer> {
  const { signal } = guard;
  const started = performance.now();
  let open = true;
  const end = (error?: unknown): void => {
    signal.removeEventListener("abort", abort);
    if (open) ended(error, (performance.now() - started) / 1000);
    open = false;
  };
  const abort = (): void => end(signal.reason);
  signal.addEventListener("abort", abort);
  try {
    const answer = await next(call, guard);
    end();
    return answer;
  } catch (error) {
    end(error ?? "nothing");
    throw error;
  }
}
