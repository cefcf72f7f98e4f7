import { isObject } from "../../data/isObject.ts";
import { encodeBase64 } from "../../platform/bytes/base64.ts";
import { encodeUtf8 } from "../../platform/bytes/encodeUtf8.ts";
import { parseJson } from "../../platform/parseJson.ts";
import { FrameFault } from "../frame/FrameFault.ts";
import type { CommitInfo } from "../frame/RecordEvents.ts";
import type { StreamEvent } from "../model/StreamEvent.ts";
import { textOf } from "./jetstream.ts";
import type { Reading, StreamSource, Wanted } from "./Source.ts";
import { toOpEvent } from "./toOpEvent.ts";
import { toUrls } from "./toUrls.ts";

/** Options of {@link tap}. */
export interface TapOptions {
  /** Its admin password. Browsers cannot send one. */
  readonly password?: string | undefined;
}

/**
 * A Tap: a program that follows repositories, verifies them, and hands out their records and what changes, each until it hears that
 * it is done. So there is no cursor here, and `transaction` cannot promise that nothing comes twice. What it follows is said to it, not here.
 *
 * @param url such as `ws://localhost:2480`
 * @throws {InvalidOptionError} `url`
 * @example
 * ```ts
 * await consume(tap("ws://localhost:2480"), { parallel: 32 }).run((event) => index(event));
 * ```
 * @see https://github.com/bluesky-social/indigo/tree/main/cmd/tap
 */
export function tap(url: string, { password }: TapOptions = {}): StreamSource {
  const headers =
    password === undefined ? undefined : { Authorization: `Basic ${encodeBase64(encodeUtf8(`admin:${password}`))}` };
  return {
    name: "tap",
    urls: toUrls(url, "/channel"),
    numbers: "acknowledged",
    byTime: false,
    inclusive: false,
    idle: 600_000,
    open: (host) => ({ url: host, headers }),
    read: (data, host, wanted) => readEvent(typeof data === "string" ? data : textOf(data), host, wanted),
    acknowledge: (id) => JSON.stringify({ type: "ack", id }),
  };
}

function readEvent(text: string, host: string, wanted: Wanted): Reading | undefined {
  const json = parseJson(text);
  if (!isObject(json)) throw new FrameFault("it is no JSON object");
  const { id, type, record } = json;
  if (!Number.isSafeInteger(id)) throw new FrameFault("it lacks its id");
  const seq = id as number; // which it was seen to be
  const time = new Date().toISOString();
  if (type === "record") {
    if (!isObject(record) || typeof record.did !== "string") throw new FrameFault("it lacks its record", seq);
    const { did, rev, live } = record;
    if (wanted.dids && !wanted.dids.has(did as string)) return { seq, events: [] };
    const info: CommitInfo = { seq, time, host, did: record.did, rev: typeof rev === "string" ? rev : "" };
    const event = toOpEvent(info, record, record.action, wanted, live !== false);
    return { seq, time, did: info.did, events: event ? [event] : [] };
  }
  // Earlier versions say `user`.
  const identity = type === "identity" || type === "user" ? json[type] : undefined;
  if (!isObject(identity) || typeof identity.did !== "string") return { seq, events: [] };
  const { did, handle, status } = identity;
  if (wanted.dids && !wanted.dids.has(identity.did)) return { seq, events: [] };
  const base = { seq, time, host, did: identity.did };
  const active = (identity.is_active ?? identity.isActive) !== false;
  const events: StreamEvent[] = [
    { kind: "identity", ...base, ...(typeof handle === "string" && { handle }) },
    { kind: "account", ...base, active, ...(!active && typeof status === "string" && { status }) },
  ];
  return { seq, time, did: did as string, events };
}
