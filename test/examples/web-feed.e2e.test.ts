import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { Bluesky } from "bluesky";
import { getAuthorFeed, Post } from "bluesky/app/bsky/feed";
import { uploadBlob } from "bluesky/com/atproto/repo";
import { now } from "bluesky/syntax";
import type { Network } from "bluesky-devnet";
import type { Page } from "playwright-core";
import { borrowNetwork } from "../network/borrowNetwork.ts";
import { openSite, type Site } from "./openSite.ts";

// One pixel.
const png = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==";

describe("examples/web-feed, built with Vite, in Chromium", { timeout: 120_000 }, () => {
  let net: Network;
  let site: Site;
  let page: Page;

  before(async () => {
    net = await borrowNetwork();
    const alice = await Bluesky.login(await net.createAccount("alice"));
    for (let index = 0; index < 12; index++) {
      await alice.records.create(Post, { text: `post ${index} <b>&amp;</b>`, createdAt: now() });
    }
    const { blob } = await uploadBlob(alice, new Blob([Buffer.from(png, "base64")], { type: "image/png" }));
    const images = [{ image: blob, alt: "one pixel" }];
    const embed = { $type: "app.bsky.embed.images" as const, images };
    await alice.records.create(Post, { text: "with a picture", embed, createdAt: now() });
    await net.settled();

    site = await openSite("web-feed", net);
    page = site.page;
  });
  after(async () => {
    await site?.[Symbol.asyncDispose]();
    await net?.close();
  });

  it("shows a feed, its pictures, and more of it, by requests of the page alone", async () => {
    await page.goto(site.origin);
    await page.getByRole("textbox").fill("alice.test");
    await page.getByRole("button", { name: "Show" }).click();
    await page.waitForURL("**/?actor=alice.test");
    await page.locator("article").nth(9).waitFor();
    assert.equal(await page.locator("article").count(), 10);
    assert.deepEqual(await page.locator("article p").first().allTextContents(), ["with a picture"]);
    assert.deepEqual(await page.locator("article p").nth(1).allTextContents(), ["post 11 <b>&amp;</b>"]);
    assert.equal(await page.locator("img").getAttribute("alt"), "one pixel");
    await page.getByRole("button", { name: "More" }).click();
    await page.locator("article").nth(12).waitFor();
    const texts = await page.locator("article p").allTextContents();
    const { feed } = await getAuthorFeed(Bluesky.public({ network: net.network }), { actor: "alice.test" });
    assert.deepEqual(
      texts,
      feed.map(({ post }) => Post.parse(post.record, { level: "shape" }).text),
    );
    assert.deepEqual(site.complaints, []);
  });

  it("says what went wrong, by the code of the error", async () => {
    await page.goto(`${site.origin}?actor=nobody.test`);
    await page.getByText(/Profile not found/).waitFor();
    assert.match((await page.getByRole("status").textContent()) ?? "", /^[a-z_]+: /);
    site.complaints.length = 0; // The browser names the answer's status.
  });

  it("runs where eval and inline scripts are forbidden", async () => {
    const policy = /content="([^"]*script-src[^"]*)"/.exec(readFileSync(join(site.outDir, "index.html"), "utf8"))?.[1];
    assert.match(policy ?? "", /script-src 'self'(;|$)/);
    // In a timer: what the debugger evaluates is not under the policy.
    const evaluate = `try { resolve(eval("1 + 1")) } catch (error) { resolve(error.name) }`;
    const result = await page.evaluate(`new Promise((resolve) => setTimeout(() => { ${evaluate} }, 0))`);
    assert.equal(result, "EvalError");
  });
});
