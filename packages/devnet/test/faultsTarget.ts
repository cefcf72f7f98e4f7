/** A small server in place of a network, where what a real one would not do is to be seen. */
import { once } from "node:events";
import { createServer, type IncomingMessage, type RequestListener } from "node:http";
import type { Socket } from "node:net";
import { type FaultyNetwork, type NetworkConfig, type StartFaultsOptions, startFaults } from "bluesky-devnet";

export interface Target extends AsyncDisposable {
  faulty: FaultyNetwork;
  config: NetworkConfig;
  /** What reached the server: method and target of each request. */
  arrived: string[];
  /** Of the PDS's proxy. */
  url: string;
}

/** What a network says that has one server for everything. */
export function describeTarget(url: string): NetworkConfig {
  return {
    name: "target",
    plc: url,
    pds: url,
    appView: { url: "https://appview.invalid", did: "did:example:invalid" },
    chat: undefined,
    video: undefined,
    labelers: [],
    handleDomains: [".test"],
    handleResolver: url,
    allowHttp: true,
    ozone: undefined,
  };
}

/** Starts the server with a fault network in front of it. */
export async function startTarget(
  listener: RequestListener,
  options: StartFaultsOptions = {},
  upgrade?: (incoming: IncomingMessage, socket: Socket) => void,
): Promise<Target> {
  const arrived: string[] = [];
  const server = createServer((incoming, response) => {
    arrived.push(`${incoming.method} ${incoming.url}`);
    listener(incoming, response);
  });
  if (upgrade !== undefined) server.on("upgrade", upgrade);
  const sockets = new Set<Socket>();
  server.on("connection", (socket) => sockets.add(socket));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const config = describeTarget(`http://localhost:${typeof address === "object" ? address?.port : 0}`);
  const faulty = await startFaults(config, options);
  return {
    faulty,
    config,
    arrived,
    url: faulty.pds.url,
    async [Symbol.asyncDispose]() {
      await faulty.close();
      const closed = once(server, "close");
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

/** The code of the error that a fetch ends with: of its cause, where it has one. */
export async function failure(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return "none";
  } catch (error) {
    const { cause = error } = error as { cause?: unknown };
    const { code = "none", name = "" } = cause as { code?: string; name?: string };
    return code === "none" || typeof code !== "string" ? name : code;
  }
}
