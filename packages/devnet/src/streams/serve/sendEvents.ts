import { setTimeout as sleep } from "node:timers/promises";
import type { EventOnItsWay, StreamLink } from "../faults/fault/StreamFault.ts";
import type { StreamHit, StreamRules } from "../faults/rules/createStreamRules.ts";
import type { StreamFrame } from "../socket/StreamFrame.ts";
import type { WebSocketPeer } from "../socket/WebSocketPeer.ts";
import type { ConnectionMarks } from "./createConnection.ts";
import type { OpeningAct } from "./decideConnection.ts";
import type { Outgoing, Subscription } from "./Subscription.ts";

/** A message that was kept back. */
interface Held {
  readonly frame: StreamFrame;
  /** After so many events it is sent. */
  left: number;
  readonly timer: NodeJS.Timeout;
}

/** What {@link sendEvents} works with. */
export interface Sending {
  readonly peer: WebSocketPeer;
  readonly subscription: Subscription;
  readonly rules: StreamRules;
  readonly opened: readonly OpeningAct[];
  readonly mark: ConnectionMarks;
}

/** Sends a consumer its events, as the faults let it, until the connection ends. It waits for those who are slow. */
export async function sendEvents({ peer, subscription, rules, opened, mark }: Sending): Promise<void> {
  const held = new Set<Held>();
  const send = (frame: StreamFrame): Promise<void> => {
    mark.sentFrame();
    return peer.send(frame);
  };
  const linkWith = (random: () => number): StreamLink => ({
    encoding: subscription.encoding,
    send,
    sendRaw: peer.sendRaw,
    limit: peer.limit,
    wait: (ms) => sleep(ms, undefined, { signal: peer.ended, ref: false }).catch(() => {}),
    close: peer.close,
    reset: peer.reset,
    random,
  });
  const holdBack = (frame: StreamFrame, events: number, ms: number): void => {
    const timer = setTimeout(() => release(one), ms);
    const one: Held = { frame, left: events, timer: timer.unref() };
    held.add(one);
  };
  const release = (one: Held): Promise<void> => {
    clearTimeout(one.timer);
    return held.delete(one) ? send(one.frame) : Promise.resolve();
  };
  const strike = async ({ event, frame }: Outgoing, hits: readonly StreamHit[]): Promise<void> => {
    const [first, ...rest] = hits;
    if (first === undefined) return send(frame);
    mark.met(first.fault.name);
    const way: EventOnItsWay = { ...linkWith(first.random), event, frame, holdBack };
    await first.fault.event?.(way, () => strike({ event, frame }, rest));
  };

  try {
    for (const frame of subscription.opening ?? []) await send(frame);
    if (subscription.closeAfterOpening !== undefined) peer.close(1008, subscription.closeAfterOpening);
    for (const { act, random } of opened) await act(linkWith(random));
    while (peer.open) {
      const next = await subscription.next(peer.ended);
      if (next === undefined || typeof next === "string") {
        if (next !== undefined && subscription.encoding.error) await send(subscription.encoding.error(next));
        peer.close(next === undefined ? 1001 : 1008, next);
        break;
      }
      const hits = rules.forEvent(next.event);
      const before = [...held];
      if (hits.length === 0) await send(next.frame);
      else await strike(next, hits);
      mark.sentEvent(next.event.seq);
      for (const one of before) if (--one.left <= 0) await release(one);
    }
    await gone(peer);
  } finally {
    for (const { timer } of held) clearTimeout(timer);
  }
}

/** Resolves when the connection has ended. */
function gone({ ended }: WebSocketPeer): Promise<void> {
  if (ended.aborted) return Promise.resolve();
  return new Promise((resolve) => ended.addEventListener("abort", () => resolve(), { once: true }));
}
