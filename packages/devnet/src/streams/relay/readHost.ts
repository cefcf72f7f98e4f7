import { connectWebSocket } from "../socket/connectWebSocket.ts";
import { readRelayFrame } from "./RelayEntry.ts";

/** A PDS that is read. */
export interface HostReader {
  /** `host:port`. */
  readonly host: string;
  readonly url: string;
  /** The last number of this PDS that has been taken. */
  readonly seq: number;
  /** Whether it is connected. */
  readonly connected: boolean;
  /** Resolves when everything that it had written before the call has been taken. */
  settled(signal: AbortSignal): Promise<void>;
  close(): void;
}

type Message = ReturnType<typeof readRelayFrame>;

/** How long it waits until it connects again, and asks again whether there is more, in ms. */
const [RECONNECT, ASK] = [200, 10];

/**
 * Reads a PDS from its first event on, one event after the other.
 *
 * @param take gets them. The next one waits for it
 */
export function readHost(url: string, take: (message: Message, host: string) => Promise<void>): HostReader {
  const { host, origin } = new URL(url);
  const stream = `${origin}/xrpc/com.atproto.sync.subscribeRepos`;
  let seq = 0;
  let closed = false;
  let disconnect: (() => void) | undefined;
  let timer: NodeJS.Timeout | undefined;
  let work: Promise<void> = Promise.resolve();

  const takeNext = async (frame: Uint8Array): Promise<void> => {
    const message = readRelayFrame(frame);
    const number = message.body.seq;
    if (message.op !== 1 || typeof number !== "number" || number <= seq || closed) return;
    await take(message, host);
    seq = number;
  };
  const connect = (): void => {
    disconnect = connectWebSocket(`${stream}?cursor=${seq}`, {
      onMessage(data) {
        work = work.then(() => takeNext(data)).catch(() => {});
      },
      onEnd() {
        disconnect = undefined;
        if (closed) return;
        // What came before is taken first, or it would be asked for again.
        work = work.then(() => {
          timer = setTimeout(connect, RECONNECT).unref();
        });
      },
    });
  };
  connect();
  return {
    host,
    url: origin,
    get seq() {
      return seq;
    },
    get connected() {
      return disconnect !== undefined;
    },
    async settled(signal) {
      // A PDS says that a cursor lies in the future: so what lies before it has all been seen.
      while (!signal.aborted && !closed) {
        await work;
        const before = seq;
        const probe = new AbortController();
        const ask = setInterval(() => {
          // There may be no more after the number that was asked for.
          if (seq > before || signal.aborted || closed) probe.abort();
        }, ASK);
        const isLast = await isFuture(`${stream}?cursor=${before + 1}`, probe.signal);
        clearInterval(ask);
        if (isLast) return;
      }
    },
    close() {
      closed = true;
      clearTimeout(timer);
      disconnect?.();
    },
  };
}

/** Whether a stream answers that the cursor lies in the future. It gives an event otherwise. */
function isFuture(url: string, signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    let found = false;
    const disconnect = connectWebSocket(url, {
      onMessage(data) {
        const { op, body } = readRelayFrame(data);
        found = op === -1 && body.error === "FutureCursor";
        disconnect();
      },
      onEnd() {
        signal.removeEventListener("abort", disconnect);
        resolve(found);
      },
    });
    signal.addEventListener("abort", disconnect);
  });
}
