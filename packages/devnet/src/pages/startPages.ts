import type { ServerResponse } from "node:http";
import { DevnetError } from "../errors/DevnetError.ts";
import { createProgramServer } from "../faults/proxy/createProgramServer.ts";
import type { PageRequest, Pages } from "./Pages.ts";
import { playScene } from "./playScene.ts";
import { type PageAnswer, type Scene, toPath } from "./Scene.ts";

/** Options of {@link startPages}. */
export interface StartPagesOptions {
  /** Aborts the start. To end a server that has started, use `close()`. */
  signal?: AbortSignal | undefined;
}

/**
 * Starts a server of web pages on loopback: articles in any charset, redirects, pages without an end, slow ones, compressed bombs, large
 * images. It needs no network beside it.
 *
 * It runs in this process, ends with `close()` or at the end of an `await using` block, and does not keep the process alive.
 *
 * @throws {DevnetError} `aborted`
 * @example
 * ```ts
 * await using pages = await startPages();
 * await fetch(pages.article({ title: "Grüße", charset: "windows-1252", declared: "meta" }));
 * await fetch(pages.redirect(pages.endless()));
 * ```
 */
export async function startPages({ signal }: StartPagesOptions = {}): Promise<Pages> {
  if (signal?.aborted) {
    throw new DevnetError("aborted", "The start of the page server was aborted.", { cause: signal.reason });
  }
  const requests: PageRequest[] = [];
  const own = new Map<string, PageAnswer>();
  let connections = 0;
  const { server, port, close } = await createProgramServer((request, response) => {
    const { method = "", url: path = "/", headers } = request;
    requests.push({ at: Date.now(), method, path, host: headers.host });
    const answer = own.get(path);
    if (answer) send(answer, response);
    else if (!playScene(new URL(path, base), response)) send({ status: 404, body: "there is no such page" }, response);
  });
  server.on("connection", () => {
    connections++;
  });
  const host = `127.0.0.1:${port}`;
  const base = `http://${host}`;
  const urlOf = (scene: Scene): string => base + toPath(scene);
  return {
    url: base,
    host,
    port,
    requests,
    get connections() {
      return connections;
    },
    article: (options) => urlOf({ scene: "article", ...options }),
    redirect: (to, options) => urlOf({ scene: "redirect", to, ...options }),
    endless: () => urlOf({ scene: "endless" }),
    slow: (options) => urlOf({ scene: "slow", ...options }),
    bomb: (options) => urlOf({ scene: "bomb", ...options }),
    image: (options) => urlOf({ scene: "image", ...options }),
    page(html, { path = `/page/${own.size + 1}` } = {}) {
      own.set(path, typeof html === "string" ? { body: html } : html);
      return base + path;
    },
    clear() {
      requests.length = 0;
      connections = 0;
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

function send({ status = 200, headers, body }: PageAnswer, response: ServerResponse): void {
  response.writeHead(status, headers ?? { "content-type": "text/html; charset=utf-8" });
  response.end(body);
}
