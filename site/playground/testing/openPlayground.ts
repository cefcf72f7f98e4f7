import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { launchBrowser } from "../../../test/site/openBrowser.ts";
import { bundlePlayground } from "../bundlePlayground.ts";

/** The playground in a browser, on a page of its own. */
export interface OpenedPlayground extends AsyncDisposable {
  readonly origin: string;
  /** What browsers have complained about: errors, and requests that were refused. */
  readonly complaints: string[];
  /** The URLs that pages have asked for, and how. */
  readonly requests: string[];
  open(hash?: string, options?: BrowserContextOptions): Promise<Page>;
}

const PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Playground</title>
    <link rel="icon" href="data:," />
    <link rel="stylesheet" href="/deep/below/playground.css" />
    <style>
      :root { color-scheme: light dark; }
      body { margin: 1rem auto; max-width: 72rem; padding: 0 1rem; font-family: system-ui, sans-serif; background: light-dark(#fff, #17181c); color: light-dark(#17181c, #fff); }
    </style>
  </head>
  <body>
    <main>
      <h1>Playground</h1>
      <div id="playground" data-base="/docs"></div>
    </main>
    <script type="module">
      import { mountPlayground } from "/deep/below/playground.js";
      mountPlayground(document.querySelector("#playground"));
    </script>
  </body>
</html>`;

/** Bundles the playground of the sources, serves it, and starts Chromium. */
export async function openPlayground(): Promise<OpenedPlayground> {
  const files = new Map((await bundlePlayground({ sources: true })).map(({ name, contents }) => [name, contents]));
  const server = createServer(({ url = "/" }, response) => {
    const name = url.replace("/deep/below/", "");
    const file = url === "/" ? PAGE : files.get(name);
    const type = name.endsWith(".css") ? "text/css" : name.endsWith(".js") ? "text/javascript" : "text/html";
    response.writeHead(file === undefined ? 404 : 200, { "content-type": `${type}; charset=utf-8` });
    response.end(file);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // it listens on a port
  const complaints: string[] = [];
  const requests: string[] = [];
  let browser: Browser | undefined;
  const close = async (): Promise<void> => {
    await browser?.close();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  try {
    browser = await launchBrowser();
    const started = browser;
    return {
      origin,
      complaints,
      requests,
      async open(hash = "", options = {}) {
        const context = await started.newContext(options);
        const page = await context.newPage();
        page.on("pageerror", (error) => complaints.push(`uncaught: ${error.message}`));
        page.on("console", (message) => {
          if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
        });
        page.on("request", (request) => requests.push(`${request.method()} ${request.url()}`));
        await page.goto(`${origin}/${hash}`);
        return page;
      },
      [Symbol.asyncDispose]: close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
