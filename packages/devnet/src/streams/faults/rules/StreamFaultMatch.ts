import type { Pattern } from "../../../faults/rules/Pattern.ts";
import type { StreamedEvent } from "../fault/StreamedEvent.ts";

/**
 * When a fault of a stream strikes. An event has to match everything that is given. Faults of connections are struck when somebody
 * connects: for them there are only `times`, `skip` and `probability`.
 */
export interface StreamFaultMatch {
  /** The kind of event. */
  kind?: Pattern | undefined;
  /** The account that the event is about. */
  did?: Pattern | undefined;
  /** A collection of a record in it. */
  collection?: Pattern | undefined;
  /** Anything else. */
  where?: ((event: StreamedEvent) => boolean) | undefined;
  /**
   * Whether an event that was hit once is hit each time that it is sent, to anybody: what is broken stays broken when a consumer comes
   * back for it. Only the first time counts.
   *
   * @default false
   */
  again?: boolean | undefined;
  /** The rule stops after this many hits. @default no limit */
  times?: number | undefined;
  /** How many matching events, or connections, to let pass first. @default 0 */
  skip?: number | undefined;
  /** How likely a matching one is hit, from 0 to 1. The seed decides which. @default 1 */
  probability?: number | undefined;
}
