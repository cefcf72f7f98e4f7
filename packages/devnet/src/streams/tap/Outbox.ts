import type { StreamedEvent } from "../faults/fault/StreamedEvent.ts";
import type { Outgoing } from "../serve/Subscription.ts";
import type { TapEvent } from "./Tap.ts";

/** An event that has not been acknowledged. */
interface Waiting {
  readonly id: number;
  readonly did: string;
  readonly live: boolean;
  readonly outgoing: Outgoing;
  /** When it was sent last, in ms of the program. */
  sentAt: number | undefined;
}

/** What waits for its acknowledgement, in the order in which it may go out. */
export interface Outbox {
  readonly size: number;
  /** Takes an event in. @returns its id */
  put(event: TapEvent): number;
  /** The next one that may go out, when there is one. */
  take(signal: AbortSignal): Promise<Outgoing | undefined>;
  /** @returns whether it was waited for */
  acknowledge(id: number): boolean;
  close(): void;
}

/**
 * Makes an empty outbox. For each account, a live event waits until all before it are acknowledged, and all after it wait for it.
 * Others go out together. What is not acknowledged in time goes out again.
 *
 * @param retryAfter in ms
 */
export function createOutbox(retryAfter: number): Outbox {
  const waiting = new Map<number, Waiting>();
  const byDid = new Map<string, Set<Waiting>>();
  /** May go out, oldest first. */
  const ready = new Set<Waiting>();
  const idle = new Set<() => void>();
  let lastId = 0;

  const wake = (): void => {
    for (const one of idle) one();
    idle.clear();
  };
  /** Lets those of an account go out that may. */
  const release = (did: string): void => {
    for (const one of byDid.get(did) ?? []) {
      const [first] = byDid.get(did) ?? [];
      if (one.live && one !== first) break;
      if (one.sentAt === undefined) ready.add(one);
      if (one.live) break;
    }
    if (ready.size > 0) wake();
  };
  const retry = (): void => {
    const now = performance.now();
    for (const one of waiting.values()) {
      if (one.sentAt !== undefined && now - one.sentAt > retryAfter) ready.add(one);
    }
    if (ready.size > 0) wake();
  };
  const timer = setInterval(retry, Math.max(10, retryAfter / 2)).unref();
  return {
    get size() {
      return waiting.size;
    },
    put(event) {
      const id = ++lastId;
      const { did, live, shown } = describe(id, event);
      const data = Buffer.from(JSON.stringify(toMessage(id, event, live)));
      const one: Waiting = {
        id,
        did,
        live,
        sentAt: undefined,
        outgoing: { event: shown, frame: { data, text: true } },
      };
      waiting.set(id, one);
      const all = byDid.get(did) ?? new Set();
      byDid.set(did, all.add(one));
      release(did);
      return id;
    },
    async take(signal) {
      while (!signal.aborted) {
        const [one] = ready;
        if (one) {
          ready.delete(one);
          one.sentAt = performance.now();
          return one.outgoing;
        }
        await new Promise<void>((resolve) => {
          const go = (): void => {
            idle.delete(go);
            signal.removeEventListener("abort", go);
            resolve();
          };
          idle.add(go);
          signal.addEventListener("abort", go);
        });
      }
      return undefined;
    },
    acknowledge(id) {
      const one = waiting.get(id);
      if (!one) return false;
      waiting.delete(id);
      ready.delete(one);
      const all = byDid.get(one.did);
      all?.delete(one);
      if (all?.size === 0) byDid.delete(one.did);
      release(one.did);
      return true;
    },
    close: () => clearInterval(timer),
  };
}

/** As Tap writes it. */
function toMessage(id: number, event: TapEvent, live: boolean): object {
  if (event.type === "record") return { id, type: event.type, record: { ...event.record, live } };
  const { did, handle, isActive, status } = event.identity;
  return { id, type: event.type, identity: { did, handle, is_active: isActive, status } };
}

/** What an event is about. Those of identities are live: they come from the stream. */
function describe(seq: number, event: TapEvent): { did: string; live: boolean; shown: StreamedEvent } {
  if (event.type === "identity") {
    const { did } = event.identity;
    return { did, live: true, shown: { seq, kind: "identity", did, collections: [] } };
  }
  const { did, live = true, collection } = event.record;
  return { did, live, shown: { seq, kind: "record", did, collections: [collection] } };
}
