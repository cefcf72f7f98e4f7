import { commitFrame, didOf, post } from "./frames.ts";
import { cursorIn, type Host, type HostConnection, startHost } from "./startHost.ts";

/** A host of CBOR with a log: it sends what is behind a cursor, and then what is added. */
export interface LogHost extends Host {
  /** Frames by their numbers, from 1 on. */
  readonly frames: Map<number, Uint8Array>;
  /** Adds a frame, and sends it. */
  add(seq: number, frame: Uint8Array): void;
  /** Adds commits with a post each. */
  addPosts(count: number, accounts?: number): void;
}

/**
 * Starts one.
 *
 * @param before what is done with a connection first. `true`: nothing else is
 */
export async function startLogHost(
  before: (connection: HostConnection, url: URL, count: number) => boolean = () => false,
): Promise<LogHost> {
  const frames = new Map<number, Uint8Array>();
  const host = await startHost((connection, url, count) => {
    if (before(connection, url, count)) return;
    const cursor = cursorIn(url);
    if (cursor === undefined) return;
    for (const [seq, frame] of frames) if (seq > cursor) connection.send(frame);
  });
  const add = (seq: number, frame: Uint8Array): void => {
    frames.set(seq, frame);
    for (const connection of host.connections) connection.send(frame);
  };
  return {
    ...host,
    frames,
    add,
    addPosts(count, accounts = 5) {
      const first = Math.max(0, ...frames.keys());
      for (let n = first + 1; n <= first + count; n++) {
        const ops = [{ action: "create", path: `app.bsky.feed.post/${n}`, record: post(`post ${n}`) }] as const;
        add(n, commitFrame({ seq: n, did: didOf(n % accounts), ops }));
      }
    },
    [Symbol.asyncDispose]: () => host[Symbol.asyncDispose](),
  };
}
