import { type BlueskyError, type ErrorKind, errorKind } from "../../errors/BlueskyError.ts";
import { createError } from "../../errors/createError.ts";
import type { ErrorCodes } from "../../errors/ErrorCodes.ts";

/**
 * What went wrong in a stream.
 *
 * | code | meaning |
 * | --- | --- |
 * | `stream_connection_failed` | there is no connection, or it broke, more often than `maxRetries` allows |
 * | `stream_refused` | the host does not take the request, and would not take it again |
 * | `frame_invalid` | a frame cannot be read, and comes again each time |
 * | `frame_too_large` | a frame is larger than `maxFrameSize`, and comes again each time |
 * | `cursor_future` | the cursor lies ahead of the stream: it is of another host, or the host has begun anew |
 * | `cursor_too_old` | the host no longer has what comes behind the cursor |
 * | `cursor_other_origin` | the cursor is of another source or host |
 * | `consumer_too_slow` | the host has ended the connection because too much lay waiting, more often than `maxRetries` allows |
 * | `verification_failed` | a commit is not what it says it is: see `reason` |
 * | `handler_failed` | the program's own handler has failed: see `cause` |
 */
export type StreamErrorCode = ErrorCodes["StreamError"];

/** A stream, or one event of it, that cannot go on. */
export interface StreamError extends BlueskyError {
  /** What went wrong, as a stable word. */
  readonly code: StreamErrorCode;
  /** The host that it came from. */
  readonly host?: string | undefined;
  /** The number of the event that it is about. */
  readonly seq?: number | undefined;
  /** The account that it is about. */
  readonly did?: string | undefined;
  /** Of `verification_failed`: `hash`, `commit`, `signature`, `identity` or `inversion`. */
  readonly reason?: string | undefined;
}

export const StreamError: ErrorKind<StreamError> = /*#__PURE__*/ errorKind({
  stream_connection_failed: 1,
  stream_refused: 1,
  frame_invalid: 1,
  frame_too_large: 1,
  cursor_future: 1,
  cursor_too_old: 1,
  cursor_other_origin: 1,
  consumer_too_slow: 1,
  verification_failed: 1,
  handler_failed: 1,
});

/** What an error of a stream is about. */
export interface StreamErrorAbout {
  readonly host?: string | undefined;
  readonly seq?: number | undefined;
  readonly did?: string | undefined;
  readonly reason?: string | undefined;
  readonly cause?: unknown;
}

/** Makes a `StreamError`. */
export function streamError(
  code: StreamErrorCode,
  message: string,
  { cause, ...about }: StreamErrorAbout = {},
): StreamError {
  const known = Object.entries(about).filter(([, value]) => value !== undefined);
  return createError<StreamError>("StreamError", { code, message, cause, ...Object.fromEntries(known) });
}
