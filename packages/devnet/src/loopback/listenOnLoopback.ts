import { type ListenOptions, Server } from "node:net";
import { holdServer, releasePort } from "./heldPorts.ts";

/** Where everything listens. */
export const loopback = "127.0.0.1";

/**
 * Makes every server of this thread listen on loopback, and keeps free ports from being taken by others.
 *
 * The official servers name a port and no host, which means every address of the machine, and there is no option for
 * it. They also look for free ports by binding one, letting it go and using it some time later; two networks that
 * start at once would now and then get the same. So a port found that way stays bound until it is used.
 */
export function listenOnLoopback(): void {
  const { listen } = Server.prototype;
  Server.prototype.listen = function (this: Server, ...args: unknown[]): Server {
    const [first, ...rest] = args;
    const options: ListenOptions | undefined =
      typeof first === "number" ? { port: first } : typeof first === "object" && first !== null ? first : undefined;
    // Something else than a port (a path, a handle), or a host that was chosen: not our business.
    if (options?.port === undefined || options.host !== undefined || typeof rest[0] === "string") {
      return Reflect.apply(listen, this, args);
    }
    if (options.port === 0) holdWhenClosed(this);
    else releasePort(options.port, this);
    return Reflect.apply(listen, this, [{ ...options, host: loopback }, ...rest]);
  };
}

/** A server that asked for any port wants to know a free one: instead of closing, it keeps the port. */
function holdWhenClosed(server: Server): void {
  const { close } = server;
  server.close = (callback) => {
    server.close = close;
    if (!server.listening) return server.close(callback);
    holdServer(server);
    if (callback !== undefined) setImmediate(callback);
    return server;
  };
}
