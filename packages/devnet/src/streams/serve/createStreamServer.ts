import type { IncomingMessage, ServerResponse } from "node:http";
import { Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { DevnetError, invalidOption } from "../../errors/DevnetError.ts";
import { createProgramServer } from "../../faults/proxy/createProgramServer.ts";
import { createStreamRules } from "../faults/rules/createStreamRules.ts";
import { acceptWebSocket } from "../socket/acceptWebSocket.ts";
import type { WebSocketPeer } from "../socket/WebSocketPeer.ts";
import { createConnection } from "./createConnection.ts";
import { decideConnection } from "./decideConnection.ts";
import type { StreamConnection } from "./StreamConnection.ts";
import type { StreamServer } from "./StreamServer.ts";
import type { StreamServerOptions } from "./StreamServerOptions.ts";
import type { Refusal, Subscription } from "./Subscription.ts";
import { sendEvents } from "./sendEvents.ts";

/** What one kind of server does. */
export interface StreamService {
  /** `relay`, `jetstream` or `tap`. */
  readonly name: string;
  /** Answers a request for a WebSocket. */
  subscribe(url: URL, request: IncomingMessage): Subscription | Refusal;
  /** Answers other requests. */
  answer(url: URL, request: IncomingMessage): Promise<Refusal> | Refusal;
}

/** Starts a server of a stream, in this process. It does not keep the process alive. */
export async function createStreamServer(
  service: StreamService,
  { seed = 0, port: wanted, signal }: StreamServerOptions,
): Promise<StreamServer> {
  if (!(typeof seed === "string" || Number.isFinite(seed))) throw invalidOption("seed", "a number or a string", seed);
  if (signal?.aborted) {
    throw new DevnetError("aborted", `The start of ${service.name} was aborted.`, { cause: signal.reason });
  }
  const rules = createStreamRules(`${seed} ${service.name}`);
  const connections: StreamConnection[] = [];
  const peers = new Set<WebSocketPeer>();

  const { server, port, close } = await createProgramServer((request, response) => {
    if (request.method === "OPTIONS") return send(response, { status: 204, body: {} });
    Promise.resolve()
      .then(() => service.answer(urlOf(request), request))
      .catch((thrown: unknown) => ({ status: 500, body: { error: "InternalServerError", message: String(thrown) } }))
      .then((answer) => send(response, answer));
  }, wanted);
  server.on("upgrade", (request: IncomingMessage, socket, head: Buffer) => {
    // A server of HTTP over TCP gives no other.
    if (!(socket instanceof Socket)) return socket.destroy();
    const { shown, mark } = createConnection(request.url ?? "/");
    connections.push(shown);
    const subscription = service.subscribe(urlOf(request), request);
    const refuse = ({ status, body, headers }: Refusal): void => {
      mark.ended("refused");
      socket.end(toRawAnswer(status, body, headers));
    };
    if ("status" in subscription) return refuse(subscription);
    const hits = rules.forConnection();
    const { refusal, opened } = decideConnection(shown.path, subscription, hits, mark);
    if (refusal) {
      subscription.onEnd?.();
      return refuse(refusal);
    }
    const peer = acceptWebSocket(request, socket, head, {
      protocol: subscription.protocol,
      onMessage(frame) {
        const code = subscription.onMessage?.(frame);
        mark.received(Buffer.from(frame.data).toString());
        if (code !== undefined) peer.close(code);
      },
    });
    mark.opened(peer, subscription.cursor);
    peers.add(peer);
    sendEvents({ peer, subscription, rules, opened, mark }).finally(() => {
      peers.delete(peer);
      subscription.onEnd?.();
    });
  });
  const closeAll = async (): Promise<void> => {
    await close();
    // What was under way has seen that its connection is gone.
    while (peers.size > 0) await sleep(1);
  };
  return {
    origin: `http://localhost:${port}`,
    connections,
    add: rules.add,
    clear: rules.clear,
    disconnect() {
      for (const peer of peers) peer.reset();
    },
    close: closeAll,
    [Symbol.asyncDispose]: closeAll,
  };
}

function urlOf({ url = "/" }: IncomingMessage): URL {
  return new URL(url, "http://localhost");
}

const CORS = {
  "access-control-allow-origin": "*",
  "access-control-allow-headers": "*, authorization",
  "access-control-allow-methods": "*",
};

function send(response: ServerResponse, { status, body, headers = {} }: Refusal): void {
  response.writeHead(status, { ...CORS, ...(status !== 204 && { "content-type": "application/json" }), ...headers });
  response.end(status === 204 ? undefined : body instanceof Uint8Array ? body : JSON.stringify(body));
}

/** An answer to a request for a WebSocket, which Node leaves to us. */
function toRawAnswer(status: number, body: object, headers: Readonly<Record<string, string>> = {}): string {
  const text = JSON.stringify(body);
  const all = {
    ...CORS,
    "content-type": "application/json",
    ...headers,
    "content-length": String(Buffer.byteLength(text)),
    connection: "close",
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${status} ${status === 400 ? "Bad Request" : "No"}\r\n${lines.join("")}\r\n${text}`;
}
