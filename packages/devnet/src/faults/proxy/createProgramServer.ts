import { once } from "node:events";
import { createServer, type RequestListener, type Server } from "node:http";
import { createServer as createSocketServer, type Socket } from "node:net";
import { checkNumber } from "../../errors/checkNumber.ts";
import { DevnetError } from "../../errors/DevnetError.ts";

/** Where everything of this package listens. */
const loopback = "127.0.0.1";

/** A server inside of the user's program. */
export interface ProgramServer {
  server: Server;
  port: number;
  /** Closes it with all its connections. Resolves when nothing is left. */
  close(): Promise<void>;
}

/**
 * Starts a server on loopback that does not keep the program alive, and neither do its connections.
 *
 * @param wanted the port, if it must not be a free one
 * @throws {DevnetError} `port_taken`
 */
export async function createProgramServer(listener: RequestListener, wanted?: number): Promise<ProgramServer> {
  // No limits of our own: what is too much is for the real servers to say.
  const server = createServer({ maxHeaderSize: 1024 * 1024, requestTimeout: 0, requireHostHeader: false }, listener);
  const sockets = new Set<Socket>();
  server.on("connection", (socket) => {
    socket.unref();
    socket.on("error", () => {}); // who is connected may leave in any way
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  });
  const port = wanted === undefined ? await listenAnywhere(server) : await listenAt(server, wanted);
  server.unref();
  let closing: Promise<void> | undefined;
  return {
    server,
    port,
    close() {
      closing ??= new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      });
      return closing;
    },
  };
}

async function listenAt(server: Server, port: number): Promise<number> {
  checkNumber("port", port, { min: 1, max: 65_535, whole: true });
  server.listen(port, loopback);
  try {
    await once(server, "listening");
  } catch (cause) {
    throw new DevnetError("port_taken", `Port ${port} is taken by another program.`, { port, cause });
  }
  return port;
}

/** Listens on a free port of loopback. "localhost" may also mean ::1, and a stranger there would get our requests. */
async function listenAnywhere(server: Server): Promise<number> {
  for (;;) {
    server.listen(0, loopback);
    await once(server, "listening");
    const address = server.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    if (!(await isTakenByIpv6(port))) return port;
    server.close();
    await once(server, "close");
  }
}

async function isTakenByIpv6(port: number): Promise<boolean> {
  const probe = createSocketServer().listen(port, "::1");
  try {
    await once(probe, "listening");
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EADDRINUSE"; // else there is no IPv6
  }
  probe.close();
  await once(probe, "close");
  return false;
}
