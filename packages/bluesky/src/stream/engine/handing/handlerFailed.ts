import { reasonOf } from "../../../errors/createError.ts";
import { type StreamError, streamError } from "../../model/StreamError.ts";
import type { StreamEvent } from "../../model/StreamEvent.ts";

/** The error for a program's own function that has failed with an event. */
export function handlerFailed(event: StreamEvent | undefined, cause: unknown): StreamError {
  const did = event && "did" in event ? event.did : undefined;
  const what = event ? `an event of kind ${event.kind} (${event.seq} of ${event.host})` : "no events";
  return streamError("handler_failed", `The handler failed with ${what}: ${reasonOf(cause)}`, {
    host: event?.host,
    seq: event?.seq,
    did,
    cause,
  });
}
