import { encodeCbor } from "bluesky/data";
import { type CommitVerifier, type CursorStore, consume, relay, type StreamOptions } from "bluesky/stream";

/** What a connection does once it is open. */
interface Script {
  readonly frames?: readonly Uint8Array[] | undefined;
  /** Whether it cannot be opened. */
  readonly isClosed?: true | undefined;
}

/** A class of connections that do one thing. */
function scripted({ frames = [], isClosed }: Script): NonNullable<StreamOptions["WebSocket"]> {
  return class {
    binaryType = "";
    onopen: (() => void) | null = null;
    onmessage: ((event: { data: unknown }) => void) | null = null;
    onclose: ((event: { code: number; reason: string }) => void) | null = null;

    constructor() {
      queueMicrotask(() => {
        this.onopen?.();
        if (isClosed) this.onclose?.({ code: 1011, reason: "out of order" });
        for (const frame of frames) this.onmessage?.({ data: frame.slice().buffer });
      });
    }

    send(): void {}
    close(): void {}
  };
}

function join(...chunks: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(chunks.flatMap((chunk) => [...chunk]));
}

const did = "did:plc:ewvi7nxzyoun6zhxrhs64oiz";
const cid = "bafyreidfayvfuwqa7qlnopdjiqrxzs6blmoeu4rujcjtnci5beludirz2a";
const error = (name: string): Uint8Array => join(encodeCbor({ op: -1 }), encodeCbor({ error: name }));
const commit = join(
  encodeCbor({ t: "#commit", op: 1 }),
  encodeCbor({
    seq: 7,
    repo: did,
    rev: "3jzfcijpj2z2a",
    since: null,
    time: "2026-11-01T12:00:00.000Z",
    tooBig: false,
    rebase: false,
    blobs: [],
    commit: { $link: cid },
    ops: [{ action: "delete", path: "app.bsky.feed.post/3jzfcijpj2z2a", cid: null }],
    blocks: new Uint8Array(0),
  }),
);

/** Reads a stream that fails. */
function read(script: Script, options: StreamOptions = {}, handler: () => unknown = () => {}): Promise<unknown> {
  const WebSocket = scripted(script);
  return consume(relay("wss://relay.example.com"), { WebSocket, minDelay: 0, maxRetries: 0, ...options }).run(handler);
}

function cursorOf(host: string): CursorStore {
  return { load: () => JSON.stringify({ v: 1, source: "relay", host, seq: 500 }), save: () => {} };
}

/** Streams that end with an error, by its code. */
export const failedStream: Readonly<Record<string, () => Promise<unknown>>> = {
  stream_connection_failed: () => read({ isClosed: true }),
  async stream_refused() {
    const before = globalThis.fetch;
    const body = { error: "InvalidRequest", message: "no such stream" };
    globalThis.fetch = async () => Response.json(body, { status: 400 });
    try {
      // A connection that never opens is asked about.
      const WebSocket = class {
        binaryType = "";
        onclose: ((event: { code: number; reason: string }) => void) | null = null;
        constructor() {
          queueMicrotask(() => this.onclose?.({ code: 1006, reason: "" }));
        }
        send(): void {}
        close(): void {}
      };
      return await read({}, { WebSocket });
    } finally {
      globalThis.fetch = before;
    }
  },
  frame_invalid: () => read({ frames: [commit.subarray(0, -10)] }),
  frame_too_large: () => read({ frames: [commit] }, { maxFrameSize: 100 }),
  cursor_future: () => read({ frames: [error("FutureCursor")] }, { cursor: cursorOf("relay.example.com") }),
  cursor_too_old: () => read({ frames: [error("CursorTooOld")] }, { cursor: cursorOf("relay.example.com") }),
  cursor_other_origin: () => read({}, { cursor: cursorOf("other.example.com") }),
  consumer_too_slow: () => read({ frames: [error("ConsumerTooSlow")] }),
  verification_failed() {
    const verify: CommitVerifier = {
      verify: async () => ({ ok: false, reason: "signature", message: "it is not signed by the key of its account" }),
      verifySync: async () => ({ ok: true, head: undefined }),
      settle: () => {},
      forget: () => {},
    };
    return read({ frames: [commit] }, { verify, onError: () => "stop" });
  },
  handler_failed: () =>
    read({ frames: [commit] }, {}, () => {
      throw new Error("the database is closed");
    }),
};
