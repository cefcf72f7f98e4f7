import type { Server } from "node:http";
import { createRequire } from "node:module";
import { encodeCbor } from "bluesky/data";
import { cidOf, commitFrame, didOf, post } from "../../../packages/bluesky/src/stream/testing/frames.ts";

/** What is used of `ws`, which has no types. */
interface Ws {
  readonly WebSocketServer: new (options: {
    noServer: true;
  }) => {
    handleUpgrade(
      request: unknown,
      socket: unknown,
      head: unknown,
      done: (connection: {
        send(data: string | Uint8Array): void;
        on(name: "error", listener: () => void): unknown;
      }) => void,
    ): void;
  };
}

const { WebSocketServer } = createRequire(import.meta.url)("ws") as Ws;
const COLLECTION = "app.bsky.feed.post";
const numbers = [1, 2, 3];

/** Lets a server serve streams of three posts: what a relay sends, and what Jetstream does. */
export function serveStreams(server: Server): void {
  const sockets = new WebSocketServer({ noServer: true });
  server.on("upgrade", (request, socket, head) => {
    // A client that goes away in the middle is none of the server's business.
    socket.on("error", () => {});
    const { pathname, searchParams } = new URL(request.url ?? "", "http://localhost");
    const cursor = Number(searchParams.get("cursor") ?? 0);
    const isRelay = pathname === "/xrpc/com.atproto.sync.subscribeRepos";
    if (!isRelay && pathname !== "/subscribe") {
      socket.end("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
      return;
    }
    sockets.handleUpgrade(request, socket, head, (connection) => {
      connection.on("error", () => {});
      for (const n of numbers) {
        const record = post(`post ü ${n}`);
        const ops = [{ action: "create", path: `${COLLECTION}/k${n}`, record }] as const;
        if (isRelay && n > cursor) connection.send(commitFrame({ seq: n, did: didOf(n), ops }));
        const { text: cid } = cidOf(encodeCbor(record));
        const commit = {
          rev: "3jzfcijpj2z2a",
          operation: "create",
          collection: COLLECTION,
          rkey: `k${n}`,
          record,
          cid,
        };
        if (!isRelay && n >= cursor)
          connection.send(JSON.stringify({ did: didOf(n), time_us: n, kind: "commit", commit }));
      }
    });
  });
}
