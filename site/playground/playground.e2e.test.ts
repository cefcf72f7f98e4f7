import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { promisify } from "node:util";
import { Bluesky } from "bluesky";
import { Profile } from "bluesky/app/bsky/actor";
import { Post } from "bluesky/app/bsky/feed";
import type { Network } from "bluesky-devnet";
import type { Locator, Page } from "playwright-core";
import { borrowNetwork } from "../../test/network/borrowNetwork.ts";
import { type OpenedPlayground, openPlayground } from "./testing/openPlayground.ts";

const root = join(import.meta.dirname, "../..");
const execute = promisify(execFile);
const axe = createRequire(import.meta.url).resolve("axe-core");

describe("the playground, in Chromium, with a network of this machine", { timeout: 240_000 }, () => {
  let net: Network;
  let playground: OpenedPlayground;
  let password: string;
  let alice: Bluesky;
  let folder: string;

  before(async () => {
    net = await borrowNetwork({ rateLimits: true });
    const account = await net.createAccount("alice");
    password = account.password;
    alice = await Bluesky.login(account);
    await alice.post("A post to be seen in the playground");
    await net.settled();
    playground = await openPlayground();
    mkdirSync(join(root, ".cache"), { recursive: true });
    folder = mkdtempSync(join(root, ".cache", "playground-page-"));
  });
  after(async () => {
    await playground?.[Symbol.asyncDispose]();
    await net?.close();
    if (folder) rmSync(folder, { recursive: true });
  });

  async function openLoggedIn(hash: string): Promise<Page> {
    const page = await playground.open(hash);
    await page.getByLabel("Server", { exact: true }).fill(net.network.pds);
    await page.getByLabel("Handle").fill("alice.test");
    await page.getByLabel("App password").fill(password);
    await page.getByRole("button", { name: "Log in" }).click();
    await page.getByText("Logged in as alice.test").waitFor();
    return page;
  }

  /** The control of a field, by the field's name. */
  const field = (page: Page, name: string): Locator =>
    page.getByRole("form", { name: /^Call/ }).getByLabel(new RegExp(`^${name}(?: |$)`));

  /** What stands beside a control, for those who do not see it too. */
  const errorOf = async (control: Locator): Promise<string> => {
    const ids = (await control.getAttribute("aria-describedby"))?.split(" ") ?? [];
    const id = ids.find((name) => name.endsWith("-error")) ?? assert.fail("it has no place for errors");
    const error = control.page().locator(`#${id}`);
    return (await error.isVisible()) ? ((await error.textContent()) ?? "") : "";
  };

  const call = (page: Page): Promise<void> => page.getByRole("button", { name: "Call", exact: true }).click();

  it("asks nobody for anything before something is called", async () => {
    playground.requests.length = 0;
    const page = await playground.open("#app.bsky.feed.getTimeline");
    await page.getByRole("heading", { name: "app.bsky.feed.getTimeline" }).waitFor();
    await field(page, "limit").fill("1000");
    await call(page);
    await page.getByText("Nothing was sent").waitFor();
    assert.equal(await errorOf(field(page, "limit")), "expected at most 100, got 1000");
    assert.ok(playground.requests.length > 3);
    assert.deepEqual(
      playground.requests.filter((request) => !request.startsWith(`GET ${playground.origin}/`)),
      [],
    );
    await page.context().close();
  });

  it("logs in, and shows the timeline as a tree that the keyboard walks through", async () => {
    const page = await openLoggedIn("#app.bsky.feed.getTimeline");
    assert.equal(await page.getByLabel("App password").inputValue(), "");
    await field(page, "limit").fill("5");
    await call(page);
    await page.getByText("200 OK").waitFor();
    assert.match((await page.getByText("ratelimit-limit").locator("+ dd").textContent()) ?? "", /^\d+$/);
    const tree = page.getByRole("tree");
    await tree.locator("[tabindex='0']").focus();
    // { feed }, feed, 0, post, record, text
    for (const key of ["ArrowDown", "ArrowDown", "ArrowRight", "ArrowDown", "ArrowRight", "ArrowDown"]) {
      await page.keyboard.press(key);
    }
    const chosen = tree.locator("[aria-selected=true]");
    assert.match((await chosen.textContent()) ?? "", /^uri: "at:\/\//);
    await page.keyboard.press("Home");
    assert.match((await chosen.first().textContent()) ?? "", /^\{ /);
    await page.keyboard.press("ArrowLeft");
    assert.equal(await tree.getByRole("treeitem").count(), 1);
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("End");
    await tree.getByRole("treeitem", { name: /^record: / }).click();
    await tree.getByRole("treeitem", { name: /^text: "A post to be seen in the playground"/ }).waitFor();

    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.getByRole("button", { name: "Copy as JSON" }).click();
    const copied = JSON.parse(await page.evaluate(() => navigator.clipboard.readText()));
    assert.equal(copied.feed[0].post.record.text, "A post to be seen in the playground");
    await page.getByRole("button", { name: "Copy what is chosen" }).click();
    const part = JSON.parse(await page.evaluate(() => navigator.clipboard.readText()));
    assert.deepEqual(part, copied.feed[0].post.record);
    assert.doesNotMatch(page.url(), /alice|localhost/);
    await look(page, "timeline");
    assert.deepEqual(playground.complaints, []);
    await page.context().close();
  });

  it("shows what is wrong with a record beside its field, as JSON and as fields, and sends nothing", async () => {
    const page = await openLoggedIn("#com.atproto.repo.createRecord");
    playground.requests.length = 0;
    await field(page, "repo").fill("alice.test");
    await field(page, "collection").fill("app.bsky.feed.post");
    const json = field(page, "record as JSON");
    await json.fill(`{ "text": 5, "langs": ["not a language!"] }`);
    await call(page);
    await page.getByText("Nothing was sent: 3 things are wrong.").waitFor();
    const told = await errorOf(json);
    assert.match(told, /createdAt: is required/);
    assert.match(told, /text: expected a string, got 5/);
    assert.match(told, /langs\.0: expected a language tag/);
    assert.equal(await json.getAttribute("aria-invalid"), "true");
    assert.equal(await json.evaluate((element) => element === document.activeElement), true);
    await json.fill("{ text: }");
    await page.getByText(/expected JSON: /).waitFor();

    await page.getByLabel("How to enter record").selectOption("app.bsky.feed.post");
    await field(page, "text").fill("x".repeat(301));
    await call(page);
    await page.getByText("Nothing was sent: 2 things are wrong.").waitFor();
    assert.match(await errorOf(field(page, "text")), /expected at most 300 graphemes/);
    assert.match(await errorOf(field(page, "createdAt")), /^is required$/);
    assert.equal(await errorOf(field(page, "collection")), "");
    const [wide, usual] = await Promise.all(["text", "createdAt"].map((name) => field(page, name).boundingBox()));
    assert.ok(
      wide && usual && wide.x + wide.width < usual.x + usual.width + 100,
      "a long message makes its field wider",
    );
    await look(page, "errors");
    assert.deepEqual(
      playground.requests.filter((request) => request.includes("/xrpc/")),
      [],
    );

    await field(page, "text").fill("Written in the playground");
    await page.getByRole("button", { name: "Now" }).click();
    assert.equal(await errorOf(field(page, "createdAt")), "");
    await call(page);
    await page.getByText("200 OK").waitFor();
    await net.settled();
    const { feed } = await alice.app.bsky.feed.getAuthorFeed({ actor: "alice.test", limit: 1 });
    const { record } = feed[0]?.post ?? assert.fail("the feed is empty");
    assert.ok(Post.is(record));
    assert.equal(record.text, "Written in the playground");
    assert.deepEqual(playground.complaints, []);
    await page.context().close();
  });

  it("uploads a file, and writes a record with it", async () => {
    const page = await openLoggedIn("#com.atproto.repo.putRecord");
    await field(page, "repo").fill("alice.test");
    await field(page, "collection").fill("app.bsky.actor.profile");
    await field(page, "rkey").fill("self");
    await page.getByLabel("How to enter record").selectOption("app.bsky.actor.profile");
    await field(page, "displayName").fill("Alice");
    const file = { name: "me.txt", mimeType: "text/plain", buffer: Buffer.from("no picture") };
    await field(page, "avatar").setInputFiles(file);
    await page.getByText("expected image/png or image/jpeg").waitFor();
    await field(page, "avatar").setInputFiles({
      name: "me.png",
      mimeType: "image/png",
      buffer: Buffer.from(PNG, "base64"),
    });
    await page.getByText("expected image/png or image/jpeg").waitFor({ state: "hidden" });
    await call(page);
    await page.getByText("200 OK").waitFor();
    const { value } = await alice.records.get(Profile, {});
    assert.equal(value.displayName, "Alice");
    assert.equal(value.avatar && "size" in value.avatar && value.avatar.size, Buffer.from(PNG, "base64").length);

    await page.evaluate(() => {
      location.hash = "com.atproto.repo.uploadBlob";
    });
    await call(page);
    await page.getByText("Nothing was sent: one thing is wrong.").waitFor();
    assert.equal(await errorOf(field(page, "body")), "expected a file");
    await field(page, "body").setInputFiles({ name: "a.txt", mimeType: "text/plain", buffer: Buffer.from("a text") });
    await page.getByText('openAsBlob("a.txt", { type: "text/plain" })').waitFor();
    await call(page);
    await page.getByText("200 OK").waitFor();
    await page.getByRole("treeitem", { name: /^blob: / }).click();
    await page.getByRole("treeitem", { name: 'mimeType: "text/plain"' }).waitFor();
    assert.deepEqual(playground.complaints, []);
    await page.context().close();
  });

  it("shows an error of the server, with a link to its page, and one without an answer", async () => {
    const page = await playground.open("#app.bsky.actor.getProfile");
    await page.getByLabel("Server", { exact: true }).fill(net.network.appView.url);
    await field(page, "actor").fill("nobody.test");
    await call(page);
    await page.getByText("400 Bad Request").waitFor();
    await page.getByText("Profile not found").first().waitFor();
    const link = page.getByRole("link", { name: "what it means" });
    assert.equal(await link.getAttribute("href"), "/docs/errors/xrpc_error/");
    assert.equal(playground.complaints.splice(0).length, 1); // the browser names the status

    await page.getByLabel("Server", { exact: true }).fill("http://127.0.0.1:9");
    await call(page);
    await page.getByText("No answer").waitFor();
    assert.equal(await link.getAttribute("href"), "/docs/errors/network_error/");
    await page.getByText("Browsers do not say why").waitFor();
    playground.complaints.length = 0;

    await page.route("**/xrpc/**", () => {}); // it is never answered
    await call(page);
    await page.getByRole("button", { name: "Stop" }).click();
    await page.getByText("The call has failed.").waitFor();
    assert.equal(await link.getAttribute("href"), "/docs/errors/aborted/");
    await page.unroute("**/xrpc/**");
    playground.complaints.length = 0;

    await page.getByLabel("Handle").fill("alice.test");
    await page.getByLabel("App password").fill("wrong");
    await page.getByLabel("Server", { exact: true }).fill(net.network.pds);
    await page.getByRole("button", { name: "Log in" }).click();
    await page.getByText("Invalid identifier or password").waitFor();
    playground.complaints.length = 0;
    await page.context().close();
  });

  it("gives code that compiles and runs", async () => {
    const page = await openLoggedIn("#app.bsky.feed.getTimeline");
    await field(page, "limit").fill("7");
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    const programs: Record<string, string> = {};
    for (const name of ["Function", "Class"]) {
      await page.getByRole("tab", { name }).click();
      await page.getByRole("button", { name: "Copy the code" }).click();
      programs[`${name}.ts`] = await page.evaluate(() => navigator.clipboard.readText());
    }
    assert.deepEqual(await compile(programs), []);
    const flags = ["--conditions=@bluesky/source", "--disable-warning=ExperimentalWarning"];
    const env = { ...process.env, BLUESKY_APP_PASSWORD: password };
    for (const [name, code] of Object.entries(programs)) {
      assert.match(
        code,
        name === "Class.ts" ? /feed\.getTimeline\(\{ limit: 7 \}\)/ : /getTimeline\(client, \{ limit: 7 \}\)/,
      );
      assert.ok(!code.includes(password));
      const { stdout } = await execute(process.execPath, [...flags, join(folder, name)], { env });
      assert.match(stdout, /feed: \[/);
    }
    await page.getByRole("tab", { name: "Class" }).press("ArrowRight");
    assert.match((await page.getByRole("tabpanel").textContent()) ?? "", /^ACCESS_JWT=.*getTimeline\?limit=7'/s);
    await page.context().close();
  });

  it("gives files to save", async () => {
    const page = await openLoggedIn("#com.atproto.sync.getRepo");
    await field(page, "did").fill(alice.did ?? "");
    await call(page);
    await page.getByText("200 OK").waitFor();
    const download = page.waitForEvent("download");
    await page.getByRole("link", { name: "Save it" }).click();
    assert.equal(await (await download).failure(), null);
    await page.context().close();
  });

  it("finds operations, and leads to one by its URL", async () => {
    const page = await playground.open();
    await page.getByText("Choose an operation.").waitFor();
    await page.getByLabel("Search operations").fill("createSess");
    await page.getByText("1 found").waitFor();
    await page.getByLabel("Search operations").press("Enter");
    await page.waitForURL("**/#com.atproto.server.createSession");
    assert.equal(await field(page, "password").getAttribute("type"), "password");
    await page.goto(`${playground.origin}/#com.atproto.sync.subscribeRepos`);
    await page.getByText("It cannot be called here.").waitFor();
    for (const nothing of ["com.example.nothing", "%", "<b>"]) {
      await page.goto(`${playground.origin}/#${nothing}`);
      await page.getByText(/^There is no operation .+\.$/).waitFor();
    }
    await page.goto(`${playground.origin}/#app.bsky.feed.getTimeline`);
    await page.getByRole("heading", { name: "app.bsky.feed.getTimeline" }).waitFor();
    assert.deepEqual(playground.complaints, []);
    await page.context().close();
  });

  it("makes the form of every operation", async () => {
    const page = await playground.open();
    const names = await page.locator("search a").evaluateAll((links) => links.map((link) => link.textContent ?? ""));
    assert.equal(new Set(names).size, 322);
    const wrong = await page.evaluate(async (all) => {
      for (const name of all) {
        location.hash = name;
        const shown = (): string | null | undefined => document.querySelector(".pg-title")?.textContent;
        for (let wait = 0; shown() !== name; wait++) {
          if (wait > 5_000) return name;
          await new Promise((resolve) => setTimeout(resolve, 1));
        }
      }
      return undefined;
    }, names);
    assert.equal(wrong, undefined);
    assert.deepEqual(playground.complaints, []);
    await page.context().close();
  });

  for (const [name, options] of Object.entries({
    "a desk": { viewport: { width: 1440, height: 900 } },
    "a phone, in the dark": { viewport: { width: 390, height: 844 }, colorScheme: "dark", hasTouch: true },
  } as const)) {
    it(`has nothing that is in anybody's way, on ${name}`, async () => {
      const page = await playground.open("#com.atproto.repo.createRecord", options);
      await page.getByLabel("How to enter record").selectOption("app.bsky.feed.post");
      await page.getByLabel("$type of embed").selectOption("app.bsky.embed.images");
      await page.getByRole("button", { name: "Add to images" }).click();
      await call(page);
      await page.getByText("Nothing was sent").waitFor();
      await look(page, name.replaceAll(/\W+/g, "-"));
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(wide <= 0, `${wide} pixels are beside the screen`);
      assert.deepEqual(await seriousFindings(page), []);
      await page.getByLabel("Server", { exact: true }).fill(net.network.appView.url);
      await page.evaluate(() => {
        location.hash = "app.bsky.actor.getProfile";
      });
      await field(page, "actor").fill("alice.test");
      await call(page);
      await page.getByText("200 OK").waitFor();
      await look(page, `${name.replaceAll(/\W+/g, "-")}-answer`);
      assert.deepEqual(await seriousFindings(page), []);
      assert.deepEqual(playground.complaints, []);
      await page.context().close();
    });
  }

  /** Compiles programs as their users would; gives what the compiler says. */
  async function compile(programs: Readonly<Record<string, string>>): Promise<string[]> {
    for (const [name, code] of Object.entries(programs)) writeFileSync(join(folder, name), code);
    const compilerOptions = { noEmit: true, types: ["node"], lib: ["es2024", "esnext.disposable", "dom"] };
    const project = { extends: join(root, "tsconfig.base.json"), compilerOptions, files: Object.keys(programs) };
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(project));
    const tsc = join(root, "node_modules/typescript/bin/tsc");
    const told = await execute(process.execPath, [tsc, "--project", folder, "--pretty", "false"]).catch(
      (error: { stdout: string }) => error,
    );
    return told.stdout.split("\n").filter((line) => line.includes("error TS"));
  }
});

/** What axe finds that is serious or worse. */
async function seriousFindings(page: Page): Promise<string[]> {
  await page.addScriptTag({ path: axe });
  const found = await page.evaluate(async () => {
    const { axe: run } = window as unknown as { axe: { run(): Promise<{ violations: Finding[] }> } }; // just added
    return (await run.run()).violations;
  });
  return found
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
}

interface Finding {
  readonly id: string;
  readonly impact: string;
  readonly nodes: readonly { readonly html: string }[];
}

/** Takes a picture, where somebody wants to look: into the folder that SCREENSHOTS names. */
async function look(page: Page, name: string): Promise<void> {
  const { SCREENSHOTS } = process.env;
  if (SCREENSHOTS) await page.screenshot({ path: join(SCREENSHOTS, `playground-${name}.png`), fullPage: true });
}

// One pixel.
const PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==";
