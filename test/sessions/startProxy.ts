import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";

/** A request that has come, without CORS preflights. */
export interface ProxiedRequest {
  readonly nsid: string;
  /** Whose token it bears. */
  readonly did: string | undefined;
  /** What the PDS, or the proxy in its place, has answered. */
  status?: number;
}

/**
 * What is done to a request instead of passing it on (`reset`, or an answer), or to its answer: it is never sent (`lost`), ends
 * half-way (`cut`).
 */
export type Fault =
  | "reset"
  | "lost"
  | "cut"
  | { readonly status: number; readonly headers?: Record<string, string>; readonly body?: string };

/** A reverse proxy before a PDS, which counts requests. Clients take it for the PDS: answers name its address. */
export interface PdsProxy extends AsyncDisposable {
  readonly url: string;
  readonly requests: ProxiedRequest[];
  /** Is asked before each request, and waited for. */
  before: (request: ProxiedRequest) => Promise<Fault | undefined> | Fault | undefined;
  /** Is called, and waited for, when the PDS has answered. */
  after: (request: ProxiedRequest) => Promise<void> | void;
  /** How many requests for an operation have come, and were answered so. */
  count(nsid: string, status?: number): number;
  close(): Promise<void>;
}

/** Starts a proxy on loopback. `port` is for one that comes back. */
export async function startProxy(target: string, port = 0): Promise<PdsProxy> {
  const server = createServer((request, response) => {
    pass(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  // A TCP server has one.
  const { port: taken } = server.address() as AddressInfo;
  const proxy: PdsProxy = {
    url: `http://127.0.0.1:${taken}`,
    requests: [],
    before: () => undefined,
    after: () => {},
    count: (nsid, status) =>
      proxy.requests.filter((found) => found.nsid === nsid && (status === undefined || found.status === status)).length,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
    [Symbol.asyncDispose]: () => proxy.close(),
  };
  return proxy;

  async function pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await buffer(request);
    const { url = "", method = "GET" } = request;
    const noted: ProxiedRequest = {
      nsid: url.replace(/^\/xrpc\/|\?.*$/g, ""),
      did: didOf(request.headers.authorization),
    };
    if (method !== "OPTIONS") proxy.requests.push(noted);
    const fault = method === "OPTIONS" ? undefined : await proxy.before(noted);
    if (fault === "reset") return void response.destroy();
    if (typeof fault === "object") {
      noted.status = fault.status;
      return end(response, fault, fault.body ?? '{"error":"Faulty"}');
    }
    const { host: _, connection: __, ...headers } = request.headers;
    const answer = await fetch(new URL(url, target), {
      method,
      headers: { ...(headers as Record<string, string>), "accept-encoding": "identity" },
      ...(body.length > 0 && { body }),
      redirect: "manual",
    });
    const text = (await answer.text()).replaceAll(target.replace(/\/$/, ""), proxy.url);
    noted.status = answer.status;
    await proxy.after(noted);
    if (fault === "lost") return void response.destroy();
    const passed = Object.fromEntries(answer.headers);
    for (const name of ["content-length", "transfer-encoding", "connection", "keep-alive"]) delete passed[name];
    if (fault === undefined) return end(response, { status: answer.status, headers: passed }, text);
    response.writeHead(answer.status, { ...passed, "content-length": String(Buffer.byteLength(text)) });
    response.write(text.slice(0, text.length / 2), () => response.destroy());
  }
}

function end(
  response: ServerResponse,
  { status, headers = {} }: { status: number; headers?: Record<string, string> },
  text: string,
): void {
  // Browsers do not show an answer without it.
  response.writeHead(status, { "content-type": "application/json", "access-control-allow-origin": "*", ...headers });
  response.end(text);
}

function didOf(authorization: string | undefined): string | undefined {
  const claims = authorization?.split(".")[1];
  return claims && JSON.parse(Buffer.from(claims, "base64url").toString()).sub;
}
