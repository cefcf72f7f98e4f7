import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";
import type { Account, Network } from "bluesky-devnet";
import type { Page } from "playwright-core";
import { borrowNetwork } from "../network/borrowNetwork.ts";
import type { SessionPage } from "./programs/page.ts";
import { type PdsProxy, startProxy } from "./startProxy.ts";
import { startTabs, type Tabs } from "./startTabs.ts";

type Login = Parameters<SessionPage["login"]>[0];

const refreshes = "com.atproto.server.refreshSession";

describe("a session in several tabs of Chromium", { timeout: 120_000 }, () => {
  let net: Network;
  let proxy: PdsProxy;
  let tabs: Tabs;
  let account: Account;
  const complaints: string[] = [];

  before(async () => {
    [net, tabs] = await Promise.all([borrowNetwork({ appView: false }), startTabs((what) => complaints.push(what))]);
    proxy = await startProxy(net.network.pds);
    account = { ...(await net.createAccount("alice")), network: { ...net.network, pds: proxy.url } };
  });
  after(async () => {
    await tabs?.close();
    await proxy?.close();
    await net?.close();
  });
  afterEach(async () => {
    await Promise.all(tabs.context.pages().map((page) => page.close()));
    assert.deepEqual(complaints, []);
  });

  /** Runs in a tab. What goes in and out is plain data. */
  function run<Input, Output>(
    tab: Page | undefined,
    work: (of: { page: SessionPage; input: Input }) => Output,
    input?: Input,
  ): Promise<Awaited<Output>> {
    assert.ok(tab);
    const source = `(async () => (${work.toString()})({ page, input: ${JSON.stringify(input ?? null)} }))()`;
    return tab.evaluate(source);
  }
  const stored = (tab: Page | undefined) =>
    run(tab, ({ page, input }) => page.store.get(input) as Promise<string | undefined>, account.did);
  const exported = (tab: Page | undefined) => run(tab, ({ page }) => page.session?.export());
  const call = (tab: Page | undefined, times = 1) => run(tab, ({ page, input }) => page.call(input), times);

  /** Opens tabs that share a session, and makes its access token an expired one before they resume it. */
  async function share(count: number, url?: string): Promise<Page[]> {
    const pages = await tabs.open(count, url);
    const login = { ...account, service: proxy.url, fresh: true };
    const session = await run(pages[0], ({ page, input }) => page.login(input), login);
    const state = JSON.parse(session);
    const expired = JSON.stringify({ ...state, accessJwt: net.expireToken(state.accessJwt) });
    const swap = run(pages[0], ({ page, input }) => page.store.swap(...input), [
      account.did,
      session,
      expired,
    ] as const);
    assert.equal(await swap, true);
    const { did, network } = account;
    const resumed = pages.map((page) => run(page, ({ page, input }) => page.resume(...input), [did, network] as const));
    assert.ok((await Promise.all(resumed)).every(Boolean));
    proxy.requests.length = 0;
    return pages;
  }

  it("is refreshed once for ten calls in each of five", async () => {
    const pages = await share(5);
    const answers = await Promise.all(pages.map((page) => call(page, 10)));
    assert.deepEqual(answers.flat(), Array(50).fill(account.did));
    assert.equal(proxy.count(refreshes), 1);

    const newest = await stored(pages[0]);
    assert.ok(newest);
    for (const page of pages) assert.equal(await exported(page), newest);
    // What is stored outlives the page.
    await pages[1]?.reload();
    assert.ok(await run(pages[1], ({ page, input }) => page.resume(input.did, input.network), account));
    assert.deepEqual(await call(pages[1]), [account.did]);
    assert.equal(proxy.count(refreshes), 1);
    for (const page of pages) assert.deepEqual(await run(page, ({ page }) => page.errors), []);
  });

  it("is there for a login in another tab, and in the same one after it was loaded anew", async () => {
    const [first, second] = await share(2);
    const enter = (tab: Page | undefined, options: Partial<Login>) =>
      run(tab, ({ page, input }) => page.login(input), { ...account, ...options });
    for (const identifier of [account.handle, `@${account.handle.toUpperCase()}`, account.did]) {
      assert.equal(await enter(second, { identifier }), await stored(first));
    }
    await first?.reload();
    assert.equal(await enter(first, { password: "changed since" }), await stored(second));
    assert.deepEqual(await call(first), [account.did]);
    assert.equal(proxy.count("com.atproto.server.createSession"), 0);
    // Another network is another login, also where all else is the same.
    await enter(second, { network: net.network, service: proxy.url });
    assert.equal(proxy.count("com.atproto.server.createSession"), 1);
  });

  it("is refreshed once when one tab asks after another", async () => {
    const pages = await share(3);
    for (const page of pages) assert.deepEqual(await call(page), [account.did]);
    assert.equal(proxy.count(refreshes), 1);
  });

  it("ends in all of them when it is logged out in one, and stays so", async () => {
    const [first, second, third] = await share(3);
    // The first has newer tokens than the others. The server would still take the old ones: it forgives for two hours.
    assert.deepEqual(await call(first), [account.did]);
    await run(first, ({ page }) => page.session?.logout());
    assert.deepEqual(await call(first), ["session_closed"]);
    assert.equal(await stored(second), undefined);
    for (const page of [second, third]) assert.deepEqual(await call(page, 2), ["session_closed", "session_closed"]);
    assert.equal(await stored(third), undefined);
    assert.equal(proxy.count(refreshes), 1);
  });

  it("goes on where there are no Web Locks", async () => {
    const pages = await share(3, tabs.insecure);
    assert.deepEqual(await Promise.all(pages.map((page) => page.evaluate("[isSecureContext, navigator.locks]"))), [
      [false, undefined],
      [false, undefined],
      [false, undefined],
    ]);
    const answers = await Promise.all(pages.map((page) => call(page, 10)));
    assert.deepEqual(answers.flat(), Array(30).fill(account.did));
    assert.ok(proxy.count(refreshes) <= 3, `${proxy.count(refreshes)} refreshes`);
    // Whoever was last, what is stored is good.
    for (const page of pages) await run(page, ({ page }) => page.session?.refresh());
    assert.deepEqual((await Promise.all(pages.map((page) => call(page)))).flat(), Array(3).fill(account.did));
  });

  it("goes on where the page may keep nothing", async () => {
    const [page] = await tabs.open(1);
    await page?.setContent(`<iframe sandbox="allow-scripts" src="${tabs.secure}"></iframe>`);
    const frame = page?.frames()[1] ?? assert.fail("the page has no frame");
    await frame.waitForLoadState();
    await frame.waitForFunction("globalThis.page", undefined, { timeout: 10_000 });
    const options = JSON.stringify({ ...account, service: proxy.url });
    const [answers, errors] = (await frame.evaluate(`(async () => {
      await page.login(${options});
      const answers = await page.call(2);
      await page.session.refresh();
      return [[...answers, ...(await page.call())], page.errors];
    })()`)) as [string[], string[]];
    assert.deepEqual(answers, Array(3).fill(account.did));
    assert.deepEqual([...new Set(errors)], ["store_failed"]);
  });

  it("has a store that keeps its contract", async () => {
    const pages = await tabs.open(4);
    await run(pages[0], ({ page }) => page.check());
    // In processes of their own, at once.
    const lost = await Promise.all(pages.map((page) => run(page, ({ page }) => page.add(50))));
    assert.deepEqual(lost, [0, 0, 0, 0]);
    assert.equal(await run(pages[0], ({ page }) => page.store.get("number")), "200");
  });
});
