import { createReadStream, statSync } from "node:fs";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, normalize, sep } from "node:path";

/** A server of files that runs. */
export interface ServedSite extends AsyncDisposable {
  /** `http://localhost:4321`, without a path. */
  readonly origin: string;
}

const TYPES: Readonly<Record<string, string>> = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".md": "text/markdown; charset=utf-8",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
  ".webp": "image/webp",
};

/**
 * Serves a folder on this machine alone, as any host of static files would: `index.html` of folders, `404.html` where there is nothing.
 *
 * @param folder what is served
 * @param base the path that it is served under
 * @param port 0: any that is free
 */
export async function serveSite(folder: string, base: string, port: number): Promise<ServedSite> {
  const server = createServer(({ url = "/", method }, response) => {
    const { pathname } = new URL(url, "http://localhost");
    if (method !== "GET" && method !== "HEAD") return void response.writeHead(405).end();
    if (!pathname.startsWith(base)) return void response.writeHead(302, { location: base }).end();
    const path = normalize(join(folder, decodeURIComponent(pathname.slice(base.length))));
    const isInside = path === normalize(folder) || path.startsWith(normalize(folder) + sep);
    const found = isInside ? statSync(path, { throwIfNoEntry: false }) : undefined;
    if (found?.isFile()) return send(response, path, 200);
    if (found?.isDirectory() && !pathname.endsWith("/"))
      return void response.writeHead(301, { location: `${pathname}/` }).end();
    const index = join(path, "index.html");
    if (found && statSync(index, { throwIfNoEntry: false })) return send(response, index, 200);
    return send(response, join(folder, "404.html"), 404);
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  const { port: bound } = server.address() as AddressInfo; // of a TCP server, it is one
  return {
    origin: `http://127.0.0.1:${bound}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function send(response: ServerResponse, file: string, status: number): void {
  response.writeHead(status, { "content-type": TYPES[extname(file)] ?? "application/octet-stream" });
  createReadStream(file)
    .on("error", () => response.destroy())
    .pipe(response);
}
