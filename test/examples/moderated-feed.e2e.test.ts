import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { interpretLabelValueDefinitions, moderatePost } from "@bsky/sdk/moderation";
import { Bluesky } from "bluesky";
import { getAuthorFeed, Post } from "bluesky/app/bsky/feed";
import { getServices } from "bluesky/app/bsky/labeler";
import { adminSession } from "bluesky/auth";
import { createClient } from "bluesky/client";
import { uploadBlob } from "bluesky/com/atproto/repo";
import { defaultLabelSettings } from "bluesky/moderation";
import { label } from "bluesky/ozone";
import { now } from "bluesky/syntax";
import type { Network } from "bluesky-devnet";
import type { Page } from "playwright-core";
import { borrowNetwork } from "../network/borrowNetwork.ts";
import { openSite, type Site } from "./openSite.ts";

// One pixel.
const png = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==";

/** What is chosen on the page. */
interface Choices {
  readonly words?: string;
  readonly setting?: "ignore" | "warn" | "hide";
  readonly adult?: boolean;
}

describe("examples/moderated-feed, built with Vite, in Chromium", { timeout: 120_000 }, () => {
  let net: Network;
  let site: Site;
  let page: Page;

  before(async () => {
    net = await borrowNetwork();
    await fill(net);
    site = await openSite("moderated-feed", net);
    page = site.page;
    await page.goto(site.origin);
  });
  after(async () => {
    await site?.[Symbol.asyncDispose]();
    await net?.close();
  });

  for (const [name, choices] of Object.entries<Choices>({
    "without choices": {},
    "with muted words": { words: "cat, finale" },
    "with labels as warnings, and adult content": { setting: "warn", adult: true },
    "with labels ignored": { setting: "ignore" },
    "with labels left out": { setting: "hide", words: "cat" },
  })) {
    it(`shows what the official library decides, ${name}`, async () => {
      const expected = await decideOfficially(net, choices);
      assert.deepEqual(await shown(page, choices), expected);
      assert.deepEqual(site.complaints, []);
      const { SCREENSHOTS } = process.env;
      if (SCREENSHOTS) await page.screenshot({ path: join(SCREENSHOTS, `${name}.png`), fullPage: true });
    });
  }

  it("says why, and opens what may be opened", async () => {
    await shown(page, { setting: "warn", adult: true });
    const scam = page.locator("article", { hasText: "Send me your password" });
    assert.match((await scam.locator("summary").textContent()) ?? "", /^Scam\. Scams.* By Dev-env Moderation\./);
    assert.equal(await scam.locator("p").isVisible(), false);
    await scam.locator("summary").click();
    assert.equal(await scam.locator("p").isVisible(), true);
    const picture = page.locator("article", { hasText: "A suggestive picture" });
    assert.match((await picture.locator("summary").textContent()) ?? "", /^Sexually suggestive\. .* By The author\./);
    assert.equal(await picture.locator("img").isVisible(), false);
    await picture.locator("summary").click();
    assert.equal(await picture.locator("img").isVisible(), true);
    await shown(page, {});
    assert.equal(await picture.count(), 0, "without adult content it is left out");
    assert.match((await page.getByRole("status").textContent()) ?? "", /^\d posts, \d left out$/);
  });
});

/** Posts with labels of all kinds, and one of each word. */
async function fill({ adminPassword, createAccount, network, services, settled }: Network): Promise<void> {
  const alice = await Bluesky.login(await createAccount("alice"));
  const { blob } = await uploadBlob(alice, new Blob([Buffer.from(png, "base64")], { type: "image/png" }));
  const embed = { $type: "app.bsky.embed.images" as const, images: [{ image: blob, alt: "one pixel" }] };
  const values = [{ val: "porn" }];
  const uris: Record<string, string> = {};
  for (const [text, more] of Object.entries<Partial<Post>>({
    "Nothing to see": {},
    "A picture for adults": { embed, labels: { $type: "com.atproto.label.defs#selfLabels", values } },
    "A suggestive picture": {
      embed,
      labels: { $type: "com.atproto.label.defs#selfLabels", values: [{ val: "sexual" }] },
    },
    "My cat, and the season finale": {},
    "Send me your password": {},
    "Buy now": {},
    "A rumor": {},
    "Pretending to be bob": {},
  })) {
    uris[text] = (await alice.records.create(Post, { text, createdAt: now(), ...more })).uri;
  }
  await settled();
  const session = adminSession({ service: services.ozone?.url ?? "", password: adminPassword, network });
  const ozone = createClient({ network, session });
  for (const [text, val] of [
    ["Send me your password", "scam"],
    ["Buy now", "spam"],
    ["A rumor", "rumor"],
    ["Pretending to be bob", "impersonation"],
  ] as const) {
    await label(ozone, uris[text] ?? "", [val]);
  }
  await settled();
}

/** Chooses on the page, and reads what it shows then: for each post how, and the reason where it is covered. */
async function shown(page: Page, { words = "", setting, adult = false }: Choices): Promise<string[]> {
  await page.locator("[name=actor]").fill("alice.test");
  await page.locator("[name=words]").fill(words);
  await page.locator("[name=setting]").selectOption(setting ?? "");
  await page.locator("[name=adult]").setChecked(adult);
  await page.locator("main").evaluate((main) => main.replaceChildren());
  await page.getByRole("button", { name: "Show" }).click();
  await page.locator("article").first().waitFor();
  const articles = await page.locator("article").all();
  const left = articles.map(async (article) => {
    const covers = article.locator("> .cover");
    const isCovered = (await covers.count()) > 0;
    const inner = article.locator("div .cover");
    return [
      await article.getAttribute("data-uri"),
      isCovered ? ((await covers.locator("summary").count()) > 0 ? "covered" : "closed") : "open",
      isCovered || (await article.locator("div img, div .cover").count()) === 0
        ? "-"
        : (await inner.count()) > 0
          ? (await inner.locator("summary").count()) > 0
            ? "media covered"
            : "media closed"
          : "media open",
      `${await article.locator(".note").count()} notes`,
    ].join(" ");
  });
  return Promise.all(left);
}

/** What the official library decides about the same posts, in the same words. */
async function decideOfficially(net: Network, { words, setting, adult = false }: Choices): Promise<string[]> {
  const labeler = net.network.labelers[0] ?? "";
  const client = createClient({ network: net.network });
  const { views } = await getServices(client, { dids: [labeler], detailed: true });
  const labelDefs = interpretLabelValueDefinitions(views[0] as never); // theirs
  const prefs = {
    adultContentEnabled: adult,
    labels: defaultLabelSettings,
    labelers: [
      {
        did: labeler,
        labels: setting ? Object.fromEntries(labelDefs.map(({ identifier }) => [identifier, setting])) : {},
      },
    ],
    mutedWords: (words ? words.split(", ") : []).map((value) => ({ value, targets: ["content", "tag"] })),
    hiddenPosts: [],
  };
  const { feed } = await getAuthorFeed(client.with({ labelers: [labeler] }), { actor: "alice.test", limit: 30 });
  return feed.flatMap(({ post }) => {
    const decision = moderatePost(
      post as never,
      { userDid: undefined, prefs, labelDefs: { [labeler]: labelDefs } } as never,
    );
    const ui = decision.ui("contentList");
    if (ui.filter) return [];
    const media = decision.ui("contentMedia");
    const state = ui.blur ? (ui.noOverride ? "closed" : "covered") : "open";
    const pictures = media.blur ? (media.noOverride ? "media closed" : "media covered") : "media open";
    const notes = ui.alerts.length + ui.informs.length;
    return [`${post.uri} ${state} ${ui.blur || !post.embed ? "-" : pictures} ${notes} notes`];
  });
}
