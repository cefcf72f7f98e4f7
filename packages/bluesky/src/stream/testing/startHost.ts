import { createServer, type IncomingMessage } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import type { WebSocketClass } from "../socket/Socket.ts";

/** What is used of `ws`. */
interface Ws {
  readonly WebSocket: WebSocketClass;
  readonly WebSocketServer: new (options: {
    noServer: true;
    maxPayload?: number;
  }) => {
    handleUpgrade(
      request: IncomingMessage,
      socket: unknown,
      head: unknown,
      done: (connection: HostConnection) => void,
    ): void;
  };
}

/** A connection, at the host's end. */
export interface HostConnection {
  send(data: string | Uint8Array): void;
  close(code?: number, reason?: string): void;
  terminate(): void;
  on(name: "message", listener: (data: Buffer) => void): void;
  on(name: "close" | "error", listener: () => void): void;
  readonly bufferedAmount: number;
}

/** `ws` has no types of its own. */
export const ws = createRequire(import.meta.url)("ws") as Ws;

/** Connections that the platform has, and those of `ws`. */
export const WEB_SOCKETS: readonly (readonly [name: string, WebSocketClass])[] = [
  ["the platform's WebSocket", globalThis.WebSocket as unknown as WebSocketClass],
  ["ws", ws.WebSocket],
];

/** A host that tests are written against. */
export interface Host extends AsyncDisposable {
  /** `ws://localhost:PORT` */
  readonly url: string;
  /** Addresses of all connections that were asked for, the first one first. */
  readonly asked: URL[];
  /** Connections that are open. */
  readonly connections: Set<HostConnection>;
}

/**
 * Starts a host.
 *
 * @param serve what is done with a connection. The address is what was asked for
 * @param refuse an answer in place of a connection
 */
export async function startHost(
  serve: (connection: HostConnection, url: URL, count: number) => void,
  refuse: (url: URL, count: number) => { status: number; body: string } | undefined = () => undefined,
): Promise<Host> {
  const asked: URL[] = [];
  const connections = new Set<HostConnection>();
  const server = createServer((request, response) => {
    // Whoever cannot see the answer to an upgrade asks again without one.
    const answer = refuse(new URL(request.url ?? "", "http://localhost"), asked.length);
    response.statusCode = answer?.status ?? 426;
    response.end(answer?.body ?? "");
  });
  const sockets = new ws.WebSocketServer({ noServer: true });
  server.on("upgrade", (request, socket, head) => {
    socket.on("error", () => {});
    const url = new URL(request.url ?? "", "http://localhost");
    asked.push(url);
    const answer = refuse(url, asked.length);
    if (answer) {
      const { length } = answer.body;
      socket.end(
        `HTTP/1.1 ${answer.status} No\r\nContent-Length: ${length}\r\nConnection: close\r\n\r\n${answer.body}`,
      );
      return;
    }
    sockets.handleUpgrade(request, socket, head, (connection) => {
      connections.add(connection);
      connection.on("close", () => connections.delete(connection));
      connection.on("error", () => {});
      serve(connection, url, asked.length);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `ws://localhost:${port}`,
    asked,
    connections,
    async [Symbol.asyncDispose]() {
      for (const connection of connections) connection.terminate();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Where a connection was asked to begin. `undefined`: with what comes. */
export function cursorIn(url: URL): number | undefined {
  const cursor = url.searchParams.get("cursor");
  return cursor === null ? undefined : Number(cursor);
}
