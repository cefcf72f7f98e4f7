import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { createNetwork } from "./createNetwork.ts";
import { serveStreams } from "./serveStreams.ts";

/** A server on loopback, which is all servers of a small network at once. */
export interface CaseServer extends AsyncDisposable {
  readonly origin: string;
}

/** Starts a server for one run of the cases. */
export async function startServer(): Promise<CaseServer> {
  const server = createServer(async (request, response) => {
    const { method = "", url = "", headers } = request;
    const body = await buffer(request);
    const answer = network({
      method,
      url: new URL(url, origin),
      header: (name) => headers[name]?.toString(),
      body,
    });
    response.writeHead(answer.status, {
      // For pages that come from elsewhere.
      "access-control-allow-origin": "*",
      "access-control-allow-headers": "*, authorization",
      "access-control-allow-methods": "*",
      "access-control-expose-headers": "*",
      ...answer.headers,
    });
    response.end(answer.body);
  });
  serveStreams(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // A TCP server has one.
  const { port } = server.address() as AddressInfo;
  const origin = `http://127.0.0.1:${port}`;
  const network = createNetwork(origin);
  return {
    origin,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
