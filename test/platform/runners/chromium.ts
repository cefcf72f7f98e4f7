import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join, relative } from "node:path";
import { text } from "node:stream/consumers";
import { chromium } from "playwright-core";
import { findChromium } from "../../examples/findChromium.ts";
import type { CaseResult } from "../Case.ts";
import type { Runner, RunnerContext } from "../Runner.ts";
import { importMap } from "../runtimes/importMap.ts";

/** A page that runs the cases, and sends what became of them to its own server. */
interface PageKind {
  readonly html: (context: RunnerContext) => string;
  readonly policy?: string;
}

const script = (origin: string): string => `import { run } from "./cases.js";
const results = await run("${origin}");
await fetch("/results", { method: "POST", body: JSON.stringify(results) });
`;

const kinds: Readonly<Record<string, PageKind & { readonly name: string }>> = {
  "module scripts, which the browser imports from `node_modules` by an import map": {
    name: "Chromium",
    html: ({ folder, imported }) =>
      `<script type="importmap">${JSON.stringify(importMap(folder))}</script>
<script type="module" src="/${relative(folder, imported)}/page.js"></script>`,
  },
  "bundled by esbuild; the page allows `script-src 'self'` alone": {
    name: "Chromium, with a content security policy",
    html: ({ folder, bundled }) => `<script type="module" src="/${relative(folder, bundled)}/page.js"></script>`,
    policy: "default-src 'none'; script-src 'self'; connect-src *",
  },
};

/** The machine's Chromium. */
export const runners: readonly Runner[] = Object.entries(kinds).map(([loads, { name, ...kind }]) => ({
  name,
  loads,
  run: (context) => runPage(kind, context),
}));

async function runPage({ html, policy }: PageKind, context: RunnerContext): Promise<CaseResult[]> {
  const { folder, origin, signal } = context;
  const page = `<!doctype html><meta charset="utf-8"><title>cases</title>${html(context)}`;
  const { promise, resolve, reject } = Promise.withResolvers<CaseResult[]>();
  promise.catch(() => {}); // it is waited for below, where the page has come so far
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(`http://localhost${request.url}`);
    if (policy !== undefined) response.setHeader("content-security-policy", policy);
    try {
      if (pathname === "/results") {
        resolve(JSON.parse(await text(request))); // what the script above sends
        response.end();
      } else if (pathname === "/") response.setHeader("content-type", "text/html").end(page);
      else {
        const isMain = pathname.endsWith("/page.js");
        response.setHeader("content-type", "text/javascript");
        response.end(isMain ? script(origin) : readFileSync(join(folder, pathname)));
      }
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo; // a TCP server has one
  const stop = (): void => reject(signal.reason);
  signal.addEventListener("abort", stop);
  const switches = ["background-networking", "component-update", "gpu", "sync"].map((name) => `--disable-${name}`);
  // Each time with a profile of its own.
  const browser = await chromium.launch({ executablePath: findChromium(), args: ["--no-sandbox", ...switches] });
  const said: string[] = [];
  try {
    const tab = await browser.newPage();
    tab.on("pageerror", (error) => reject(new Error(`${error.message}\n${said.join("\n")}`)));
    tab.on("console", (message) => said.push(message.text()));
    await tab.goto(`http://127.0.0.1:${port}/`);
    return await promise;
  } finally {
    signal.removeEventListener("abort", stop);
    await browser.close();
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  }
}
