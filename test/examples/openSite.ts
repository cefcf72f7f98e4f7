import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Network } from "bluesky-devnet";
import { chromium, type Page } from "playwright-core";
import { build, defaultClientConditions, preview } from "vite";
import { root } from "../workspace/listFiles.ts";
import { findChromium } from "./findChromium.ts";

/** The page of an example, in a browser. */
export interface Site extends AsyncDisposable {
  readonly page: Page;
  readonly origin: string;
  /** What the browser has complained about. */
  readonly complaints: string[];
  /** The folder of what Vite has built. */
  readonly outDir: string;
}

/**
 * Builds an example with Vite, serves it, and opens a page in Chromium.
 *
 * @param name its folder in `examples`
 */
export async function openSite(name: string, { network }: Pick<Network, "network">): Promise<Site> {
  mkdirSync(join(root, ".cache"), { recursive: true });
  const folder = mkdtempSync(join(root, ".cache", `${name}-`));
  const stack = new AsyncDisposableStack();
  stack.defer(() => rmSync(folder, { recursive: true, force: true }));
  try {
    const outDir = join(folder, "site");
    const site = join(root, "examples", name);
    const common = { root: site, configFile: false, logLevel: "error", build: { outDir, emptyOutDir: true } } as const;
    await build({
      ...common,
      define: { "import.meta.env.VITE_NETWORK": JSON.stringify(JSON.stringify(network)) },
      resolve: { conditions: ["@bluesky/source", ...defaultClientConditions] },
    });
    const server = await preview({ ...common, preview: { host: "localhost", port: 0 } });
    stack.defer(() => server.close());
    const browser = await chromium.launchPersistentContext(join(folder, "profile"), {
      executablePath: findChromium(),
      args: [
        ...["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"],
        "--disable-sync",
      ],
    });
    stack.defer(() => browser.close());
    const complaints: string[] = [];
    const page = await browser.newPage();
    page.on("pageerror", (error) => complaints.push(`uncaught: ${error.message}`));
    page.on("console", (message) => {
      if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
    });
    const origin = server.resolvedUrls?.local[0] ?? assert.fail("Vite says no URL");
    return { page, origin, complaints, outDir, [Symbol.asyncDispose]: () => stack.disposeAsync() };
  } catch (error) {
    await stack.disposeAsync();
    throw error;
  }
}
