export type {
  TelemetryAttributes,
  TelemetryInstrumentOptions,
  TelemetryMeter,
  TelemetrySpan,
  TelemetryTracer,
} from "./TelemetryApi.ts";
export { type TelemetryOptions, withTelemetry } from "./withTelemetry.ts";
