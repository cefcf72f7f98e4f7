import { checkSignal } from "../../../errors/checkSignal.ts";
import { invalidOption } from "../../../errors/InvalidOptionError.ts";
import { findWebSocket } from "../../socket/findWebSocket.ts";
import type { WebSocketClass } from "../../socket/Socket.ts";
import type { StreamSource, Wanted } from "../../source/Source.ts";
import type { InactiveAccounts, StreamOptions } from "../contract/StreamOptions.ts";
import { toWanted } from "./toWanted.ts";

/** Options with their defaults. */
export interface Settings extends Omit<StreamOptions, "skipInactive" | "buffer"> {
  readonly source: StreamSource;
  readonly wanted: Wanted;
  /** What is wanted, and all of the frame is read. */
  readonly wantedWhole: Wanted;
  readonly WebSocket: WebSocketClass;
  readonly maxEvents: number;
  readonly maxBytes: number;
  readonly maxFrameSize: number;
  readonly maxRetries: number;
  readonly minDelay: number;
  readonly maxDelay: number;
  readonly idleTimeout: number;
  readonly saveEvery: number;
  readonly parallel: number;
  readonly onOriginChange: "error" | "live" | number;
  readonly inactive: InactiveAccounts | undefined;
}

/** @throws {InvalidOptionError} */
export function readSettings(source: StreamSource, options: StreamOptions): Settings {
  if (typeof source?.open !== "function" || typeof source.read !== "function") {
    throw invalidOption("source", "Expected what `relay`, `jetstream`, `jetstreamV2`, `labels` or `tap` makes.");
  }
  const { buffer, skipInactive, cursor, start, signal, onOriginChange, verify } = options;
  checkSignal(signal);
  if (cursor && !(typeof cursor.load === "function" && typeof cursor.save === "function")) {
    throw invalidOption("cursor", "Expected what can `load` and `save` as `cursor`, such as `fileCursor(path)`.");
  }
  if (typeof start === "object") {
    if (!(start.since instanceof Date) || Number.isNaN(start.since.getTime())) {
      throw invalidOption("start", "Expected a Date as `since`.");
    }
    if (!source.byTime)
      throw invalidOption("start", "A time to start at is for Jetstream alone: other hosts know none.");
  }
  if (verify && source.name !== "relay") {
    throw invalidOption("verify", "Only what comes from a relay or a PDS can be verified: others send no signatures.");
  }
  if (typeof onOriginChange === "number" && !source.byTime) {
    throw invalidOption("onOriginChange", "Going back by some time is for Jetstream alone: other hosts know none.");
  }
  const WebSocket = options.WebSocket ?? findWebSocket();
  if (!WebSocket) throw invalidOption("WebSocket", "This platform has no WebSocket: give one.");
  const wanted = toWanted(options);
  return {
    ...options,
    source,
    wanted,
    wantedWhole: { ...wanted, wants: (collection) => wanted.wants(collection), all: true },
    WebSocket,
    maxEvents: atLeast(1, "buffer", buffer?.events ?? 1000),
    maxBytes: atLeast(1, "buffer", buffer?.bytes ?? 33_554_432),
    maxFrameSize: atLeast(1, "maxFrameSize", options.maxFrameSize ?? 5_242_880),
    maxRetries: atLeast(0, "maxRetries", options.maxRetries ?? Infinity),
    minDelay: atLeast(0, "minDelay", options.minDelay ?? 500),
    maxDelay: atLeast(0, "maxDelay", options.maxDelay ?? 30_000),
    idleTimeout: atLeast(1, "idleTimeout", options.idleTimeout ?? source.idle),
    saveEvery: atLeast(0, "saveEvery", options.saveEvery ?? 1000),
    parallel: atLeast(1, "parallel", options.parallel ?? 1),
    onOriginChange: onOriginChange ?? (source.byTime ? 10_000 : "error"),
    inactive: skipInactive === true ? new Set<string>() : skipInactive || undefined,
  };
}

function atLeast(least: number, option: string, value: number): number {
  if (typeof value === "number" && value >= least) return value;
  throw invalidOption(option, `Expected a number of at least ${least} as \`${option}\`, got ${value}.`);
}
