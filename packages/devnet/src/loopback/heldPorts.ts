import { once } from "node:events";
import { createServer, type Server, type Socket } from "node:net";
import { DevnetError } from "../errors/DevnetError.ts";

/** Ports that are ours though their servers do not listen yet. */
const held = /*#__PURE__*/ new Map<number, { server: Server; early: Socket[] }>();

/**
 * Keeps the port of a listening server until {@link releasePort}. Who connects meanwhile waits, as with a slow server:
 * the AppView looks for the PDS's firehose before the PDS is up, and would come back only after seconds if refused.
 *
 * @returns the port
 */
export function holdServer(server: Server): number {
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const early: Socket[] = [];
  server.on("connection", (socket) => {
    socket.on("error", () => {}); // who waits may leave
    early.push(socket);
  });
  server.unref();
  held.set(port, { server, early });
  return port;
}

/** Lets a held port go to the server that is about to listen on it, with the connections that came early. */
export function releasePort(port: number, heir: Server): void {
  const holder = held.get(port);
  if (holder === undefined) return;
  held.delete(port);
  holder.server.close();
  heir.once("listening", () => {
    for (const socket of holder.early) if (!socket.destroyed) heir.emit("connection", socket);
  });
}

/**
 * Takes a port at once.
 *
 * @throws {DevnetError} `port_taken`
 */
export async function holdPort(port: number, service: string, host: string): Promise<void> {
  try {
    // "localhost" may also mean ::1. A stranger there would get some of the requests.
    (await bind(port, "::1")).close();
  } catch (error) {
    if (isTaken(error)) throw taken(port, service);
    // No IPv6 here.
  }
  try {
    holdServer(await bind(port, host));
  } catch (error) {
    throw isTaken(error) ? taken(port, service) : error;
  }
}

/** A free port, taken at once. */
export async function holdFreePort(host: string): Promise<number> {
  return holdServer(await bind(0, host));
}

async function bind(port: number, host: string): Promise<Server> {
  const server = createServer().listen(port, host);
  await once(server, "listening");
  return server;
}

function isTaken(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "EADDRINUSE";
}

function taken(port: number, service: string): DevnetError {
  return new DevnetError(
    "port_taken",
    `Port ${port} for ${service} is taken: something else listens on it. Stop that, or choose another port ` +
      "(without `ports`, free ones are found).",
    { port, service },
  );
}
