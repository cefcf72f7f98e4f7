import type { IncomingHttpHeaders } from "node:http";
import { createProgramServer } from "./proxy/createProgramServer.ts";

/** A request that went to the foreign origin. */
export interface ForeignRequest {
  /** When it came, in ms since 1970. */
  at: number;
  /** Empty for something that is not HTTP. */
  method: string;
  /** With the query. */
  path: string;
  /** The headers. */
  headers: IncomingHttpHeaders;
  /** The body. */
  body: Uint8Array;
}

/** A server that nobody should trust: whatever a client sends there is given away. */
export interface ForeignOrigin {
  /** Its host differs from that of the network's servers, not only the port. */
  readonly url: string;
  /** Everything that came, oldest first. */
  readonly requests: readonly ForeignRequest[];
}

/** Starts a foreign origin: it takes everything, and answers `{}` to everybody. */
export async function startForeignOrigin(): Promise<ForeignOrigin & { clear(): void; close(): Promise<void> }> {
  const requests: ForeignRequest[] = [];
  const { server, port, close } = await createProgramServer((incoming, response) => {
    const { method = "", url: path = "", headers } = incoming;
    const chunks: Buffer[] = [];
    const request: ForeignRequest = { at: Date.now(), method, path, headers, body: new Uint8Array() };
    // At once: a client that does not send its body to the end has given away the rest.
    requests.push(request);
    incoming.on("data", (chunk: Buffer) => {
      chunks.push(chunk);
    });
    incoming.on("error", () => {});
    incoming.on("close", () => {
      request.body = Buffer.concat(chunks);
    });
    incoming.on("end", () => {
      request.body = Buffer.concat(chunks);
      response.writeHead(200, {
        "content-type": "application/json",
        "access-control-allow-origin": "*",
        "access-control-allow-headers": "*, authorization",
      });
      response.end("{}");
    });
  });
  server.on("clientError", (error: Error & { rawPacket?: Buffer }, socket) => {
    const body = error.rawPacket ?? new Uint8Array();
    if (body.byteLength > 0) requests.push({ at: Date.now(), method: "", path: "", headers: {}, body });
    socket.destroy();
  });
  const clear = () => {
    requests.length = 0;
  };
  return { url: `http://127.0.0.1:${port}`, requests, clear, close };
}
