import assert from "node:assert/strict";
import { existsSync, globSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { gzipSync } from "node:zlib";
import type { Browser, Page } from "playwright-core";
import { type BuiltSite, buildSite } from "../../site/buildSite.ts";
import { fileOf as twinOf } from "../../site/generate/page/writeSite.ts";
import { type ServedSite, serveSite } from "../../site/serveSite.ts";
import { root } from "../workspace/listFiles.ts";
import { type Crawl, crawlSite, fileOf } from "./crawlSite.ts";
import { launchBrowser, openPage, type View } from "./openBrowser.ts";
import { readNames } from "./readNames.ts";

const DESKTOP: View = { width: 1280, height: 900, colorScheme: "light" };
const PHONE: View = { width: 390, height: 844, colorScheme: "dark" };
const MODEL = "ComAtprotoServerCreateSessionResponseBody";

/** One page of each kind. */
const KINDS = [
  "/",
  "/models/ComAtprotoServerCreateSessionResponseBody/",
  "/models/Status/",
  "/operations/app.bsky.feed.getTimeline/",
  "/operations/",
  "/records/app.bsky.feed.post/",
  "/permission-sets/app.bsky.authViewAll/",
  "/errors/timeout/",
  "/hooks/onRetry/",
  "/options/timeout/",
  "/api/bluesky/Bluesky/",
  "/api/bluesky/actions/post/",
  "/docs/original/",
  "/changelog/",
];

/** What a stranger looks for, and where it is found: any of these pages. */
const TASKS: Readonly<Record<string, readonly string[]>> = {
  "log in": ["/guides/log-in/", "/api/bluesky/auth/login/"],
  "post a picture": ["/guides/media/", "/api/bluesky/media/image/"],
  "find an error's cure": ["/errors/rate_limited/"],
  "page a list": ["/guides/read/", "/api/bluesky/records/list/"],
  "hide what I muted": ["/guides/moderation/", "/api/bluesky/moderation/moderate/"],
};

let site: BuiltSite;
let crawl: Crawl;
let served: ServedSite;
let browser: Browser;

before(async () => {
  site = await buildSite();
  crawl = crawlSite(site.outDir);
  served = await serveSite(site.outDir, "/", 0);
  browser = await launchBrowser();
});
after(async () => {
  await browser?.close();
  await served?.[Symbol.asyncDispose]();
});

describe("the site, crawled from its first page", () => {
  it("has no link that leads nowhere, anchors included", (t) => {
    t.diagnostic(`${crawl.checked} links of ${crawl.pages.size} pages`);
    assert.ok(crawl.pages.size > 2_500);
    assert.deepEqual(crawl.broken, []);
  });

  it("leads to every page that was made, and to no other", () => {
    const made = site.pages.filter(({ path }) => path !== "/404/").map(({ path }) => path);
    assert.deepEqual([...crawl.pages.keys()].sort(), made.sort());
  });

  it("has the names of the project's own records, as sets", () => {
    const names = readNames();
    const titles = (prefix: string): string[] =>
      [...crawl.pages.values()]
        .filter(({ path }) => path.startsWith(prefix) && path !== prefix)
        .map(({ title }) => title)
        .sort();
    assert.deepEqual(titles("/models/"), names.models);
    assert.deepEqual(titles("/operations/"), names.operations);
    assert.deepEqual(titles("/records/"), names.records);
    assert.deepEqual(titles("/permission-sets/"), names.permissionSets);
    assert.deepEqual(titles("/errors/"), names.errors);
    const exports = [...crawl.pages.values()].flatMap(({ path, title }) => {
      const [, specifier] = /^\/api\/(.+)\/[^/]+\/$/.exec(path) ?? [];
      return specifier && `bluesky${path}`.includes("/") && title !== path.slice(5, -1)
        ? [`${specifier} ${title}`]
        : [];
    });
    assert.deepEqual(exports.sort(), names.exports);
  });

  it("takes a stranger to each task in three clicks at most", (t) => {
    for (const [task, targets] of Object.entries(TASKS)) {
      const clicks = targets.flatMap((path) => crawl.pages.get(path)?.clicks ?? []);
      t.diagnostic(`${task}: ${clicks.join(" or ")}`);
      assert.ok(Math.min(...clicks) <= 3, `${task}: ${clicks}`);
    }
  });
});

describe("Markdown twins", () => {
  it("are there for every page, and lead to each other's pages", () => {
    const missing: string[] = [];
    let links = 0;
    for (const { path } of site.pages) {
      const file = join(site.outDir, twinOf(path));
      if (!existsSync(file)) missing.push(path);
      const text = readFileSync(file, "utf8").replaceAll(/^```[\s\S]*?^```$|`[^`\n]*`/gm, "");
      for (const [, target = ""] of text.matchAll(/\]\((\/[^)#]*)(?:#[^)]*)?\)/g)) {
        links++;
        if (!fileOf(site.outDir, target)) missing.push(`${path}: ${target}`);
      }
    }
    assert.ok(links > 5_000);
    assert.deepEqual(missing, []);
  });

  it("are at the paths that errors name, under the name of the package too", () => {
    for (const code of readNames().errors) {
      const text = readFileSync(join(site.outDir, `errors/${code}.md`), "utf8");
      assert.ok(text.startsWith(`# ${code}\n`), code);
      for (const path of [`docs/errors/${code}.md`, `bluesky/docs/errors/${code}.md`]) {
        assert.equal(readFileSync(join(site.outDir, path), "utf8"), text, path);
      }
    }
  });

  it("are listed in llms.txt", () => {
    const text = readFileSync(join(site.outDir, "llms.txt"), "utf8");
    const listed = [...text.matchAll(/\]\((\/[^)]+\.md)\)/g)].map(([, path = ""]) => path);
    const own = site.pages.filter(({ kind, path }) => kind !== "home" && path !== "/404/");
    assert.deepEqual([...listed].sort(), own.map(({ path }) => `/${twinOf(path)}`).sort());
  });
});

describe("in Chromium", { timeout: 600_000 }, () => {
  for (const [name, view] of Object.entries({ desktop: DESKTOP, phone: PHONE })) {
    it(`finds models by parts of their names, and opens one: ${name}`, async () => {
      const { page, context, complaints, foreign } = await openPage(browser, served.origin, view);
      for (const query of ["createSession", "SessionResponseBody", MODEL]) {
        await page.goto(`${served.origin}/`);
        await page.getByRole("button", { name: "Search" }).click();
        await page.getByRole("searchbox").fill(query);
        await page.locator("site-search ol a").first().waitFor();
        assert.match((await page.locator("site-search ol a strong").first().textContent()) ?? "", /^ComAtproto/, query);
        assert.equal(await page.locator("site-search ol a strong").first().textContent(), MODEL, query);
      }
      await page.keyboard.press("Enter");
      await page.waitForURL(`**/models/${MODEL}/`);
      assert.equal((await page.getByRole("heading", { level: 1 }).textContent())?.trim(), MODEL);
      await shoot(page, `${name}-model`);
      assert.deepEqual([complaints, foreign], [[], []]);
      await context.close();
    });

    it(`shows one page of each kind without complaints, and axe finds nothing serious: ${name}`, async () => {
      const { page, context, complaints, foreign } = await openPage(browser, served.origin, view);
      const axe = readFileSync(join(root, "site/node_modules/axe-core/axe.min.js"), "utf8");
      const findings: string[] = [];
      const guides = site.guides.slice(0, 1).map(({ path }) => path);
      const tools = site.tools.map(({ path }) => path);
      for (const path of [...KINDS, ...guides, ...tools]) {
        await page.goto(served.origin + path);
        await page.waitForLoadState("networkidle");
        await shoot(page, `${name}${path.replaceAll("/", "-")}`);
        findings.push(...(await seriousFindings(page, axe)).map((finding) => `${path}: ${finding}`));
        const overflow = await page.evaluate(
          "document.documentElement.scrollWidth - document.documentElement.clientWidth",
        );
        assert.equal(overflow, 0, `${path} is wider than the screen`);
      }
      await page.goto(`${served.origin}/`);
      await page.keyboard.press("Control+k");
      await page.getByRole("searchbox").fill("deadline");
      await page.locator("site-search ol a").first().waitFor();
      await shoot(page, `${name}-search`);
      findings.push(...(await seriousFindings(page, axe)).map((finding) => `search: ${finding}`));
      assert.deepEqual(findings, []);
      assert.deepEqual([complaints, foreign], [[], []]);
      await context.close();
    });
  }

  it("has tabs that keys move through, and that stay chosen on the next page", async () => {
    const { page, context, complaints } = await openPage(browser, served.origin, DESKTOP);
    await page.goto(`${served.origin}/operations/app.bsky.feed.getTimeline/`);
    const panel = page.getByRole("tabpanel");
    await page.getByRole("tab", { name: "Class" }).focus();
    assert.match((await panel.textContent()) ?? "", /Bluesky\.login/);
    await page.keyboard.press("ArrowRight");
    assert.equal(await page.getByRole("tab", { name: "Function" }).getAttribute("aria-selected"), "true");
    assert.match((await panel.textContent()) ?? "", /createClient/);
    await page.keyboard.press("End");
    assert.match((await panel.textContent()) ?? "", /fetch\(/);
    await page.goto(`${served.origin}/operations/app.bsky.actor.getProfile/`);
    assert.match((await panel.textContent()) ?? "", /fetch\(/);
    assert.deepEqual(complaints, []);
    await context.close();
  });

  it("can be used by the keyboard alone", async () => {
    const { page, context } = await openPage(browser, served.origin, DESKTOP);
    await page.goto(`${served.origin}/models/${MODEL}/`);
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate("document.activeElement.textContent.trim()"), "Skip to content");
    await page.keyboard.press("Control+k");
    await page.keyboard.type("getTimeline");
    await page.locator("site-search ol a").first().waitFor();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.waitForURL(/getTimeline/i);
    await context.close();
  });

  it("loads a model's page in 80 kB at most, and paints the most of it within a second", async (t) => {
    let bytes = 0;
    let best = Infinity;
    for (let round = 0; round < 5; round++) {
      const { page, context } = await openPage(browser, served.origin, DESKTOP);
      const bodies: Promise<Buffer>[] = [];
      page.on("response", (response) => bodies.push(response.body()));
      await page.goto(`${served.origin}/models/${MODEL}/`);
      await page.waitForLoadState("networkidle");
      bytes = (await Promise.all(bodies)).reduce((sum, body) => sum + gzipSync(body).length, 0);
      best = Math.min(best, Number(await page.evaluate(LARGEST_PAINT)));
      await context.close();
    }
    t.diagnostic(`${(bytes / 1000).toFixed(1)} kB gzip; largest paint after ${best.toFixed()} ms`);
    assert.ok(bytes <= 80_000, `${bytes} bytes`);
    assert.ok(best < 1_000, `${best} ms`);
  });

  it("has no model whose page alone is larger than that", () => {
    const files = globSync("models/*/index.html", { cwd: site.outDir });
    const large = files.filter((file) => gzipSync(readFileSync(join(site.outDir, file))).length > 40_000);
    assert.ok(files.length > 1_500);
    assert.deepEqual(large, []);
  });
});

const LARGEST_PAINT = `new Promise((resolve) => {
  new PerformanceObserver((list) => resolve(list.getEntries().at(-1).startTime)).observe({ type: "largest-contentful-paint", buffered: true });
})`;

/** What axe finds that is serious or critical. */
async function seriousFindings(page: Page, axe: string): Promise<string[]> {
  await page.evaluate(axe);
  return page.evaluate(`axe.run().then(({ violations }) => violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => id + ": " + nodes.map(({ html }) => html.slice(0, 120)).slice(0, 3).join(" ")))`);
}

/** Keeps a picture, for whoever wants to look: `SITE_SHOTS` names the folder. */
async function shoot(page: Page, name: string): Promise<void> {
  const folder = process.env.SITE_SHOTS;
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name.replace(/-$/, "")}.png`) });
}
