import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { Bluesky } from "bluesky";
import { getProfile, putPreferences } from "bluesky/app/bsky/actor";
import type { Preferences } from "bluesky/app/bsky/actor/defs";
import { getAuthorFeed, getPosts, getTimeline, Post } from "bluesky/app/bsky/feed";
import { Block, Follow } from "bluesky/app/bsky/graph";
import { Service } from "bluesky/app/bsky/labeler";
import { adminSession } from "bluesky/auth";
import { type Client, createClient } from "bluesky/client";
import { queryLabels } from "bluesky/com/atproto/label";
import {
  createModeratedClient,
  describeCause,
  loadAgeAccess,
  loadModeration,
  moderate,
  moderateItems,
  moderatePost,
  moderateProfile,
  moderateRecord,
} from "bluesky/moderation";
import { label } from "bluesky/ozone";
import { now } from "bluesky/syntax";
import type { Account, Network } from "bluesky-devnet";
import { borrowNetwork } from "../network/borrowNetwork.ts";

let net: Network;
let alice: Account;
let labeler: Account;
let bob: Bluesky;
let bsky: Bluesky;
/** Ozone's administrator: gives labels. */
let admin: Client;
let ozone: string;
/** What servers were asked for labels with, one for each call. */
const asked: (string | null)[] = [];

before(async () => {
  net = await borrowNetwork();
  const { network } = net;
  const service = network.ozone;
  assert.ok(service);
  ozone = service.did;
  admin = createClient({
    network,
    session: adminSession({ service: service.url, password: net.adminPassword, network }),
  });
  alice = await net.createAccount("alice");
  labeler = await net.createAccount("labeler");
  bob = await Bluesky.login(await net.createAccount("bob"));
  const watched: typeof fetch = (input, init) => {
    asked.push(new Headers(init?.headers).get("atproto-accept-labelers"));
    return fetch(input, init);
  };
  bsky = await Bluesky.login({ ...alice, fetch: watched });
  await bsky.records.create(Follow, { subject: bob.did ?? "", createdAt: now() });
});
after(() => net?.close());

async function postBy(account: Bluesky, text: string, more: Partial<Post> = {}): Promise<string> {
  const { uri } = await account.records.create(Post, { text, createdAt: now(), ...more });
  return uri;
}

async function prefer(preferences: Preferences): Promise<void> {
  await putPreferences(bsky, { preferences });
}

describe("moderation on a real network", () => {
  it("decides by the labels of the network's labeler, and what they mean", async () => {
    const spam = await postBy(bob, "Buy now");
    const scam = await postBy(bob, "Send me your password");
    const fine = await postBy(bob, "Hello");
    await net.settled();
    await label(admin, spam, ["spam"]); // hidden by its default
    await label(admin, scam, ["scam"]);
    await net.settled();
    const moderation = await loadModeration(bsky);
    assert.deepEqual(moderation.labelers, [`${ozone};redact`]);
    const { feed } = await getTimeline(bsky.with({ labelers: moderation.labelers }));
    const { items, dropped } = moderateItems(feed, moderation);
    assert.equal(dropped, feed.filter(({ post }) => post.uri === spam || post.uri === scam).length);
    assert.ok(items.some(({ item }) => item.post.uri === fine));
    const { posts } = await getPosts(bsky.with({ labelers: moderation.labelers }), { uris: [scam] });
    const [post] = posts;
    assert.ok(post);
    const [cause] = moderatePost(post, moderation).ui("contentList").blurs;
    assert.ok(cause);
    assert.deepEqual(describeCause(cause, moderation), {
      title: "Scam",
      text: "Scams, phishing & fraud.",
      source: "Dev-env Moderation",
      change: "Change what you do with this label in your moderation settings.",
    });
  });

  it("goes by the account's preferences, and keeps the labelers that are asked for in step with them", async () => {
    const service = await Bluesky.login(labeler);
    await service.records.create(Service, {
      createdAt: now(),
      policies: {
        labelValues: ["dull"],
        labelValueDefinitions: [
          {
            ...{ identifier: "dull", severity: "inform", blurs: "none", defaultSetting: "warn" },
            locales: [{ lang: "en", name: "Dull", description: "Nothing happens in it." }],
          },
        ],
      },
    });
    await net.settled();
    const moderated = await createModeratedClient(bsky);
    assert.deepEqual(moderated.moderation.settings.definitions?.[labeler.did], undefined);
    await prefer([
      { $type: "app.bsky.actor.defs#labelersPref", labelers: [{ did: labeler.did }] },
      { $type: "app.bsky.actor.defs#contentLabelPref", label: "spam", labelerDid: ozone, visibility: "ignore" },
      { $type: "app.bsky.actor.defs#mutedWordsPref", items: [{ value: "password", targets: ["content"] }] },
    ]);
    await moderated.refresh();
    asked.length = 0;
    const shown = moderate(getTimeline.items(moderated), moderated.moderation);
    const texts: unknown[] = [];
    for await (const { item } of shown) texts.push(item.post.record.text);
    assert.deepEqual(asked, [`${ozone};redact, ${labeler.did}`]);
    assert.deepEqual([texts.includes("Buy now"), texts.includes("Send me your password")], [true, false]);
    assert.equal(shown.dropped, 1);
    const { definitions, labelerNames } = moderated.moderation.settings;
    assert.deepEqual(
      definitions?.[labeler.did]?.map(({ identifier }) => identifier),
      ["dull"],
    );
    assert.equal(labelerNames?.[labeler.did], labeler.handle);
  });

  it("gives what labelers say without asking again, and what is old while it asks again", async () => {
    asked.length = 0;
    await loadModeration(bsky);
    assert.equal(asked.length, 1, "the preferences alone");
    let failed = 0;
    const broken: typeof fetch = async (input, init) => {
      if (!`${input}`.includes("app.bsky.labeler.getServices")) return fetch(input, init);
      failed++;
      throw new TypeError("no network");
    };
    const offline = await Bluesky.login({ ...alice, fetch: broken, retry: false });
    const first = await loadModeration(offline, { maxAge: 0 });
    assert.ok(first.settings.definitions?.[ozone]?.length);
    await loadModeration(offline, { maxAge: 0 });
    assert.equal(failed, 1, "it is not asked for again so soon");
    const elsewhere = { ...net.network, appView: { ...net.network.appView, url: `${net.network.appView.url}/` } };
    const unknown = await Bluesky.login({ ...alice, network: elsewhere, fetch: broken, retry: false });
    await assert.rejects(loadModeration(unknown), { code: "network_error" });
  });

  it("sees blocks, and what accounts say of themselves", async () => {
    const values = [{ val: "porn" }, { val: "__proto__" }];
    const adult = await postBy(bob, "Adults only", {
      labels: { $type: "com.atproto.label.defs#selfLabels", values },
    });
    await net.settled();
    const moderation = await loadModeration(bsky);
    const { posts } = await getPosts(bsky, { uris: [adult] });
    const [post] = posts;
    assert.ok(post);
    const { blur, noOverride, blurs } = moderatePost(post, moderation).ui("contentMedia");
    assert.deepEqual([blur, noOverride, blurs[0]?.source.type], [true, true, "user"]);
    await bob.records.create(Block, { subject: alice.did, createdAt: now() });
    await net.settled();
    const profile = await getProfile(bsky, { actor: bob.did ?? "" });
    assert.equal(moderateProfile(profile, moderation).blocked, true);
    const { alert } = moderateProfile(profile, moderation).ui("profileView");
    assert.equal(alert, true);
  });

  it("decides about records of any lexicon, by labels as the labeler gives them", async () => {
    const { uri } = await bob.com.atproto.repo.createRecord({
      repo: bob.did ?? "",
      collection: "com.example.note",
      record: { $type: "com.example.note", text: "Anything" },
      validate: false,
    });
    await label(
      admin,
      {
        uri,
        cid:
          (
            await bob.com.atproto.repo.getRecord({
              repo: bob.did ?? "",
              collection: "com.example.note",
              rkey: uri.split("/")[4] ?? "",
            })
          ).cid ?? "",
      },
      ["scam"],
    );
    const moderation = await loadModeration(bsky);
    const labels = async (): Promise<queryLabels.Item[]> =>
      (
        await queryLabels(createClient({ service: net.services.ozone?.url, network: net.network }), {
          uriPatterns: [uri],
        })
      ).labels;
    assert.equal((await moderateRecord({ uri, labels: await labels() }, moderation)).ui("contentList").filter, true);
    await label(admin, uri, { remove: ["scam"] });
    assert.deepEqual((await moderateRecord({ uri, labels: await labels() }, moderation)).causes, []);
  });

  it("knows what nobody in particular may see", async () => {
    const client = createClient({ network: net.network });
    const moderation = await loadModeration(client);
    assert.equal(moderation.settings.did, undefined);
    const { feed } = await getAuthorFeed(client, { actor: bob.did ?? "" });
    const adult = feed.find(({ post }) => post.record.text === "Adults only");
    assert.ok(adult);
    assert.equal(moderatePost(adult.post, moderation).ui("contentMedia").noOverride, true);
  });

  it("asks twenty labelers at most, the network's first", async () => {
    const letters = [..."abcdefghijklmnopqrstuvwxy"];
    const labelers = letters.map((letter) => ({ did: `did:plc:${letter.repeat(24)}` }));
    await prefer([{ $type: "app.bsky.actor.defs#labelersPref", labelers }]);
    const { settings, labelers: chosen } = await loadModeration(bsky);
    assert.deepEqual([chosen[0], chosen.length], [`${ozone};redact`, 20]);
    assert.deepEqual(settings.definitions?.[labelers[0]?.did ?? ""], [], "nobody, who defines nothing");
    await getTimeline(bsky.with({ labelers: chosen }), { limit: 1 });
  });

  it("finds out what an account may see for its age", async () => {
    assert.equal(await loadAgeAccess(bsky, { countryCode: "FR" }), "full");
    assert.equal(await loadAgeAccess(bsky, { countryCode: "GB" }, { declaredAge: 30 }), "safe");
    assert.equal(await loadAgeAccess(bsky, { countryCode: "GB" }, { declaredAge: 12 }), "none");
    await prefer([{ $type: "app.bsky.actor.defs#adultContentPref", enabled: true }]);
    assert.equal((await loadModeration(bsky)).settings.preferences.adultContentEnabled, true);
    const restricted = await loadModeration(bsky, { ageAccess: "safe" });
    assert.equal(restricted.settings.preferences.adultContentEnabled, false);
  });
});
