import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { build } from "esbuild";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { findChromium } from "../examples/findChromium.ts";

/** A browser, and a server of the page that its tabs show. */
export interface Tabs extends AsyncDisposable {
  readonly context: BrowserContext;
  /** The page on an origin that browsers trust, and on one that they do not. */
  readonly secure: string;
  readonly insecure: string;
  /** Opens tabs of the page, each in a process of its own. */
  open(count: number, url?: string): Promise<Page[]>;
  close(): Promise<void>;
}

/** Starts Chromium with a page that can do what `programs/page.ts` says. */
export async function startTabs(complain: (what: string) => void): Promise<Tabs> {
  const { outputFiles } = await build({
    entryPoints: [join(import.meta.dirname, "programs/page.ts")],
    bundle: true,
    write: false,
    format: "esm",
    platform: "browser",
    conditions: ["@bluesky/source"],
  });
  const script = outputFiles[0]?.text ?? "";
  const server = createServer(({ url }, response) => {
    const isScript = url === "/page.js";
    // For frames without an origin.
    response.setHeader("access-control-allow-origin", "*");
    response.setHeader("content-type", isScript ? "text/javascript" : "text/html");
    response.end(isScript ? script : `<!doctype html><title>tab</title><script type="module" src="/page.js"></script>`);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  let browser: Browser | undefined;
  const close = async (): Promise<void> => {
    await browser?.close();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  try {
    browser = await chromium.launch({
      executablePath: findChromium(),
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-background-networking",
        "--host-resolver-rules=MAP tabs.test 127.0.0.1",
      ],
    });
    const context = await browser.newContext();
    const secure = `http://127.0.0.1:${port}/`;
    return {
      context,
      secure,
      insecure: `http://tabs.test:${port}/`,
      async open(count, url = secure) {
        const pages = Array.from({ length: count }, async () => {
          const page = await context.newPage();
          page.on("pageerror", (error) => complain(`uncaught: ${error.message}`));
          await page.goto(url);
          return page;
        });
        return Promise.all(pages);
      },
      close,
      [Symbol.asyncDispose]: close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
