import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { PreparedImage } from "bluesky/media";
import { build } from "esbuild";
import { type Browser, chromium, type Page } from "playwright-core";
import { findTraces, makeInputs, makeRefused } from "../../packages/bluesky/src/media/image/testing/inputs.ts";
import { look } from "../../packages/bluesky/src/media/image/testing/paint.ts";
import { findChromium } from "../examples/findChromium.ts";
import { root } from "../workspace/listFiles.ts";

/** What the page gives: bytes as base 64. */
type Shown = Omit<PreparedImage, "bytes"> & { readonly base64: string };

const program = `
  import { postImageLimits, prepareImage } from "bluesky/media";
  globalThis.prepare = async (base64) => {
    try {
      const given = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      const { bytes, ...about } = await prepareImage(new Blob([given]), postImageLimits);
      let text = "";
      for (let at = 0; at < bytes.length; at += 1000) text += String.fromCharCode(...bytes.subarray(at, at + 1000));
      return { ...about, base64: btoa(text) };
    } catch ({ code, message }) {
      return { code, message };
    }
  };
`;

describe("images in Chromium, by its canvas", { timeout: 120_000 }, () => {
  let browser: Browser;
  let page: Page;
  before(async () => {
    const { outputFiles } = await build({
      stdin: { contents: program, resolveDir: root },
      bundle: true,
      write: false,
      format: "iife",
      platform: "browser",
      target: "es2022",
      conditions: ["@bluesky/source"],
    });
    browser = await chromium.launch({ executablePath: findChromium(), args: ["--no-sandbox"] });
    page = await browser.newPage();
    await page.addScriptTag({ content: outputFiles[0]?.text ?? "" });
  });
  after(() => browser?.close());

  const prepare = (bytes: Uint8Array): Promise<Shown & { code?: string }> =>
    page.evaluate((base64) => Object(globalThis).prepare(base64), Buffer.from(bytes).toString("base64"));

  it("are upright, without metadata, and the pictures that they are", async () => {
    for (const { name, bytes, sent, shown, off = 25 } of await makeInputs()) {
      const { type, width, height, base64 } = await prepare(bytes);
      assert.deepEqual([type, width, height], [sent, ...shown], name);
      const prepared = Buffer.from(base64, "base64");
      assert.ok(prepared.length <= 2_000_000, name);
      assert.deepEqual(findTraces(prepared), [], name);
      const seen = await look(prepared);
      assert.deepEqual([seen.width, seen.height], shown, name);
      if (shown[0] > 1) assert.deepEqual(seen.corners, [0, 1, 2, 3], name);
      if (shown[0] > 1) assert.ok(seen.off <= off + 15, `${name} is off by ${seen.off}`);
    }
  });

  it("are refused for the same reasons", async () => {
    for (const { name, bytes, code } of await makeRefused()) assert.equal((await prepare(bytes)).code, code, name);
  });
});
