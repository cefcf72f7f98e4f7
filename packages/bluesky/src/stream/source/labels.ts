import type { DataValue } from "../../data/dataValue.ts";
import { isObject } from "../../data/isObject.ts";
import { dataToJson } from "../../data/json.ts";
import { Label } from "../../lexicons/com/atproto/label/defs.ts";
import { FrameFault } from "../frame/FrameFault.ts";
import { readFrame } from "../frame/readFrame.ts";
import type { StreamEvent } from "../model/StreamEvent.ts";
import { cursorOf, readInfo } from "./relay.ts";
import type { StreamSource } from "./Source.ts";
import { toUrls, withParameters } from "./toUrls.ts";

/**
 * The labels of a labeler as it sets and takes them back: `com.atproto.label.subscribeLabels`. Their signatures are not verified here:
 * `verifyLabel` of `bluesky/crypto` does.
 *
 * @param url the labeler's host, such as `wss://mod.bsky.app`
 * @throws {InvalidOptionError} `url`
 * @example
 * ```ts
 * for await (const event of consume(labels("wss://mod.bsky.app"), { start: "oldest" })) {
 *   if (event.kind === "label") console.log(event.label.val, event.label.uri);
 * }
 * ```
 * @see https://atproto.com/specs/label
 */
export function labels(url: string | readonly string[]): StreamSource {
  return {
    name: "labels",
    urls: toUrls(url, "/xrpc/com.atproto.label.subscribeLabels"),
    numbers: "own",
    byTime: false,
    inclusive: false,
    idle: 600_000,
    open: (host, beginning) => ({ url: withParameters(host, { cursor: cursorOf(beginning) }) }),
    read(data, host, wanted) {
      if (typeof data === "string") throw new FrameFault("it is text, and not CBOR");
      const frame = readFrame(data, wanted);
      if (frame?.error) return { events: [], error: frame.error };
      if (frame?.type === "#info") return readInfo(frame.body, host);
      if (frame?.type !== "#labels" || !frame.body) return undefined;
      const { seq, labels: found } = frame.body;
      if (!Number.isSafeInteger(seq)) throw new FrameFault("#labels lacks its seq");
      const number = seq as number; // which it was seen to be
      if (!Array.isArray(found)) throw new FrameFault("#labels lacks its labels", number);
      const events: StreamEvent[] = [];
      let time: string | undefined;
      for (const one of found as readonly DataValue[]) {
        const label = isObject(one) ? dataToJson(one as DataValue) : undefined;
        if (!Label.is(label)) throw new FrameFault("#labels holds something else than labels", number);
        const [did = ""] = /did:[^/#?]+/.exec(label.uri) ?? [];
        time = label.cts;
        if (wanted.dids && !wanted.dids.has(did)) continue;
        events.push({ kind: "label", seq: number, time, host, did, label });
      }
      return { seq: number, time, events };
    },
  };
}
