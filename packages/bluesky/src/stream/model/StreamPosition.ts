import { isObject } from "../../data/isObject.ts";
import { invalidOption } from "../../errors/InvalidOptionError.ts";
import { parseJson } from "../../platform/parseJson.ts";

/** A place in a stream: all up to there is done, or was read. */
export interface StreamPosition {
  /** The host that numbers it, such as `bsky.network`. */
  readonly host: string;
  /** The number of the last event. */
  readonly seq: number;
  /** How many events had this number, where several can: of Jetstream v1, whose numbers are times. */
  readonly same: number;
  /** When that was, as a datetime. Empty where it is not known. */
  readonly time: string;
}

/** The text that is saved of a position. It says where it is from, so that no other stream goes on with it. */
export function encodePosition(source: string, { host, seq, same, time }: StreamPosition): string {
  return JSON.stringify({ v: 1, source, host, seq, ...(same > 1 && { same }), ...(time !== "" && { time }) });
}

/** @throws {InvalidOptionError} `cursor` for what {@link encodePosition} has not made, and for what another kind of source has */
export function decodePosition(source: string, text: string): StreamPosition {
  const saved = parseJson(text);
  const { v, source: from, host, seq, same = 1, time = "" } = isObject(saved) ? saved : {};
  const isNumber = Number.isSafeInteger(seq) && Number.isSafeInteger(same);
  if (v !== 1 || typeof host !== "string" || !isNumber || typeof time !== "string") {
    throw invalidOption("cursor", "Expected what a stream has saved as its cursor, got something else.");
  }
  if (from !== source) {
    const what = `Expected a cursor of a source of the kind ${source}, got one of ${String(from)}.`;
    throw invalidOption("cursor", what);
  }
  return { host, seq: seq as number, same: same as number, time }; // which they were seen to be
}
