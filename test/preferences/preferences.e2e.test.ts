import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { type AtpAgent, type BskyPreferences, AtpAgent as OfficialAgent } from "@atproto/api";
import type { BoundPreferences } from "bluesky";
import { Bluesky } from "bluesky";
import type { Account, Network } from "bluesky-devnet";
import { borrowNetwork } from "../network/borrowNetwork.ts";

let net: Network;
before(async () => {
  net = await borrowNetwork({ appView: false });
});
after(() => net?.close());

interface Person extends Account {
  readonly preferences: BoundPreferences;
  readonly agent: AtpAgent;
  /** The preferences as the official library reads them. */
  read(): Promise<BskyPreferences>;
  /** The same, as they are stored. */
  stored(): Promise<{ readonly $type: string }[]>;
}

async function join(): Promise<Person> {
  const account = await net.createAccount();
  const agent = new OfficialAgent({ service: net.network.pds });
  await agent.login({ identifier: account.handle, password: account.password });
  const { preferences } = await Bluesky.login(account);
  return {
    ...account,
    preferences,
    agent,
    read: () => agent.getPreferences(),
    stored: async () => (await agent.app.bsky.actor.getPreferences()).data.preferences as { $type: string }[],
  };
}

const did = "did:plc:z72i7hdynmk6r22z27h6tvur";
const feed = `at://${did}/app.bsky.feed.generator/whats-hot`;
const list = `at://${did}/app.bsky.graph.list/3jzfcijpj2z2a`;
const post = `at://${did}/app.bsky.feed.post/3jzfcijpj2z2a`;

/** Says a part of what the official library reads. */
type Part = (prefs: BskyPreferences) => unknown;

/** Every change, what the official library is to read then, and once what undoes it. */
const changes: {
  readonly [name: string]: readonly [
    change: (prefs: BoundPreferences) => Promise<unknown>,
    part: Part,
    found: unknown,
  ][];
} = {
  "words are muted": [
    [(p) => p.muteWord(" #spoiler\n"), words, [["spoiler", ["content", "tag"], "all", false]]],
    [
      (p) => p.muteWord("spoiler", { for: 60_000, targets: ["tag"], actors: "exclude-following" }),
      words,
      [["spoiler", ["tag"], "exclude-following", true]],
    ],
    [(p) => p.muteWord("two words", { until: new Date(Date.now() + 60_000) }), (prefs) => words(prefs).length, 2],
    [(p) => p.unmuteWord("spoiler"), (prefs) => words(prefs).map(([word]) => word), ["two words"]],
    [async (p) => p.unmuteWord((await p.read()).mutedWords[0] ?? assert.fail()), words, []],
  ],
  "posts are hidden": [
    [(p) => p.hidePost(post), (prefs) => prefs.moderationPrefs.hiddenPosts, [post]],
    [
      (p) => p.hidePost(`https://bsky.app/profile/${did}/post/other`),
      (prefs) => prefs.moderationPrefs.hiddenPosts,
      [post, post.replace("3jzfcijpj2z2a", "other")],
    ],
    [(p) => p.unhidePost({ uri: post }), (prefs) => prefs.moderationPrefs.hiddenPosts.length, 1],
  ],
  "feeds are saved": [
    [
      (p) => p.saveFeed(feed),
      feeds,
      [
        ["timeline", "following", true],
        ["feed", feed, false],
      ],
    ],
    [
      (p) => p.saveFeed(list, { pinned: true }),
      feeds,
      [
        ["timeline", "following", true],
        ["list", list, true],
        ["feed", feed, false],
      ],
    ],
    [
      (p) => p.saveFeed(`https://bsky.app/profile/${did}/feed/whats-hot`, { pinned: true }),
      feeds,
      [
        ["timeline", "following", true],
        ["list", list, true],
        ["feed", feed, true],
      ],
    ],
    [
      (p) => p.saveFeed("following", { pinned: false }),
      feeds,
      [
        ["list", list, true],
        ["feed", feed, true],
        ["timeline", "following", false],
      ],
    ],
    [
      (p) => p.unsaveFeed({ uri: list }),
      feeds,
      [
        ["feed", feed, true],
        ["timeline", "following", false],
      ],
    ],
    [
      async (p) => p.setSavedFeeds([{ type: "list", value: list, pinned: true }, ...(await p.read()).savedFeeds]),
      feeds,
      [
        ["list", list, true],
        ["feed", feed, true],
        ["timeline", "following", false],
      ],
    ],
  ],
  "adult content and labels are set": [
    [(p) => p.setAdultContent({ enabled: true }), (prefs) => prefs.moderationPrefs.adultContentEnabled, true],
    [(p) => p.setLabelVisibility("porn", "warn"), (prefs) => prefs.moderationPrefs.labels.porn, "warn"],
    [(p) => p.setLabelVisibility("porn", "hide"), (prefs) => prefs.moderationPrefs.labels.nsfw, "hide"],
    [(p) => p.addLabeler(did), (prefs) => labelersOf(prefs), [[did, {}]]],
    [
      (p) => p.setLabelVisibility("spider", "ignore", { labeler: did }),
      (prefs) => labelersOf(prefs),
      [[did, { spider: "ignore" }]],
    ],
    [(p) => p.removeLabeler(did), (prefs) => labelersOf(prefs), []],
  ],
  "views are set": [
    [
      (p) => p.setFeedView("home", { hideReposts: true }),
      (prefs) => [prefs.feedViewPrefs.home?.hideReposts, prefs.feedViewPrefs.home?.hideQuotePosts],
      [true, false],
    ],
    [
      (p) => p.setFeedView("home", { hideQuotePosts: true }),
      (prefs) => [prefs.feedViewPrefs.home?.hideReposts, prefs.feedViewPrefs.home?.hideQuotePosts],
      [true, true],
    ],
    [(p) => p.setFeedView("__proto__", { hideReposts: true }), (prefs) => prefs.feedViewPrefs.home?.hideReposts, true],
    [(p) => p.setThreadView({ sort: "newest" }), (prefs) => prefs.threadViewPrefs.sort, "newest"],
    [(p) => p.setVerification({ hideBadges: true }), (prefs) => prefs.verificationPrefs.hideBadges, true],
  ],
  "the person is described": [
    [(p) => p.setInterests({ tags: ["science", "music"] }), (prefs) => prefs.interests.tags, ["science", "music"]],
    [
      (p) => p.setPersonalDetails({ birthDate: new Date(0) }),
      (prefs) => [prefs.birthDate?.getTime(), prefs.declaredAge],
      [0, { isOverAge13: true, isOverAge16: true, isOverAge18: true }],
    ],
  ],
  "gates are set": [
    [
      (p) => p.setDefaultGates({ whoCanReply: ["mentioned", { list }], whoCanQuote: "nobody" }),
      (prefs) => prefs.postInteractionSettings,
      {
        threadgateAllowRules: [
          { $type: "app.bsky.feed.threadgate#mentionRule" },
          { $type: "app.bsky.feed.threadgate#listRule", list },
        ],
        postgateEmbeddingRules: [{ $type: "app.bsky.feed.postgate#disableRule" }],
      },
    ],
    [
      (p) => p.setDefaultGates({ whoCanReply: "nobody" }),
      (prefs) => prefs.postInteractionSettings,
      { threadgateAllowRules: [], postgateEmbeddingRules: undefined },
    ],
  ],
  "live events are hidden": [
    [(p) => p.hideLiveEvent("one"), (prefs) => prefs.liveEventPreferences.hiddenFeedIds, ["one"]],
    [(p) => p.setLiveEvents({ hideAllFeeds: true }), (prefs) => prefs.liveEventPreferences.hideAllFeeds, true],
    [(p) => p.unhideLiveEvent("one"), (prefs) => prefs.liveEventPreferences.hiddenFeedIds, []],
  ],
  "the app's state is kept": [
    [(p) => p.queueNudges(["one", "two"]), (prefs) => prefs.bskyAppState.queuedNudges, ["one", "two"]],
    [(p) => p.dismissNudges("one"), (prefs) => prefs.bskyAppState.queuedNudges, ["two"]],
    [
      (p) => p.setAppState({ activeProgressGuide: { guide: "like-10" }, isBetaUser: true }),
      ({ bskyAppState: { activeProgressGuide, isBetaUser } }) => [activeProgressGuide?.guide, isBetaUser],
      ["like-10", true],
    ],
    [
      (p) => p.setAppState({ activeProgressGuide: undefined }),
      ({ bskyAppState: { activeProgressGuide, isBetaUser } }) => [activeProgressGuide?.guide, isBetaUser],
      [undefined, true],
    ],
    [(p) => p.saveNux({ id: "a", completed: false, data: "1" }), (prefs) => prefs.bskyAppState.nuxs.length, 1],
    [
      (p) => p.saveNux({ id: "a", completed: true }),
      (prefs) => prefs.bskyAppState.nuxs.map(({ id, completed }) => [id, completed]),
      [["a", true]],
    ],
    [(p) => p.removeNux("a"), (prefs) => prefs.bskyAppState.nuxs, []],
  ],
};

function words({ moderationPrefs }: BskyPreferences): [string, string[], string | undefined, boolean][] {
  return moderationPrefs.mutedWords.map(({ value, targets, actorTarget, expiresAt }) => [
    value,
    targets,
    actorTarget,
    expiresAt !== undefined,
  ]);
}

function feeds({ savedFeeds }: BskyPreferences): unknown[] {
  return savedFeeds.map(({ type, value, pinned }) => [type, value, pinned]);
}

/** Without the labeler that every account has. */
function labelersOf({ moderationPrefs }: BskyPreferences): unknown[] {
  return moderationPrefs.labelers
    .filter((labeler) => !OfficialAgent.appLabelers.includes(labeler.did))
    .map((labeler) => [labeler.did, labeler.labels]);
}

describe("preferences, as the official library reads them", { timeout: 120_000 }, () => {
  for (const [name, steps] of Object.entries(changes)) {
    it(`${name}, once each`, async () => {
      const { preferences, read, stored } = await join();
      for (const [change, part, found] of steps) {
        const before = await stored();
        const first = await change(preferences);
        assert.deepEqual(first, { done: true }, `${change}`);
        assert.deepEqual(part(await read()), found, `${change}`);
        assert.notDeepEqual(await stored(), before);
      }
    });
  }
});

describe("preferences", { timeout: 120_000 }, () => {
  it("are changed once: what is so already is not written", async () => {
    const { preferences, stored } = await join();
    for (const change of [
      (p: BoundPreferences) => p.muteWord("word"),
      (p: BoundPreferences) => p.saveFeed(feed, { pinned: true }),
      (p: BoundPreferences) => p.setInterests({ tags: ["a"] }),
      (p: BoundPreferences) => p.addLabeler(did),
      (p: BoundPreferences) => p.queueNudges("one"),
      (p: BoundPreferences) => p.setLabelVisibility("porn", "hide"),
    ]) {
      assert.deepEqual(await change(preferences), { done: true }, `${change}`);
      const before = await stored();
      assert.deepEqual(await change(preferences), { done: false }, `${change}`);
      assert.deepEqual(await stored(), before, `${change}`);
    }
    assert.deepEqual(await preferences.unmuteWord("never"), { done: false });
    assert.deepEqual(await preferences.setAdultContent({ enabled: false }), { done: false });
  });

  it("are changed many at once, with entries of other kinds kept", async () => {
    const { preferences, agent, read, stored } = await join();
    const strange = { $type: "app.bsky.actor.defs#futurePref", float: 1.5, nested: [{ a: null }] };
    const odd = {
      $type: "app.bsky.actor.defs#mutedWordsPref",
      extra: 1,
      items: [{ value: "old", targets: ["tag"], x: [2] }],
    };
    await agent.app.bsky.actor.putPreferences({ preferences: [strange, odd] });
    const { done } = await preferences.update((prefs) => {
      prefs.muteWord("new");
      prefs.saveFeed(feed, { pinned: true });
      prefs.setThreadView({ sort: "oldest" });
      assert.equal(prefs.current.mutedWords.length, 2);
      prefs.entries = [...prefs.entries, { $type: "app.bsky.actor.defs#mine", answer: 42 }];
    });
    assert.ok(done);
    const found = await stored();
    assert.deepEqual(
      found.find(({ $type }) => $type === strange.$type),
      strange,
    );
    assert.ok(found.some(({ $type }) => $type === "app.bsky.actor.defs#mine"));
    const muted = found.find(({ $type }) => $type === odd.$type) as unknown as typeof odd;
    assert.equal(muted.extra, 1);
    assert.deepEqual(muted.items[0]?.x, [2]);
    const official = await read();
    assert.deepEqual(
      official.moderationPrefs.mutedWords.map(({ value }) => value),
      ["old", "new"],
    );
    assert.deepEqual(feeds(official), [
      ["timeline", "following", true],
      ["feed", feed, true],
    ]);
    assert.deepEqual((await preferences.read()).unknown.length, 2);
  });

  it("are read without writing, also where old programs have saved feeds", async () => {
    const { preferences, agent, stored, read } = await join();
    await preferences.read();
    assert.deepEqual(await stored(), []);
    const old = { $type: "app.bsky.actor.defs#savedFeedsPref", saved: [feed, list], pinned: [list] };
    await agent.app.bsky.actor.putPreferences({ preferences: [old] });
    const saved = [
      ["timeline", "following", true],
      ["list", list, true],
      ["feed", feed, false],
    ];
    const { savedFeeds } = await preferences.read();
    assert.deepEqual(
      savedFeeds.map(({ type, value, pinned }) => [type, value, pinned]),
      saved,
    );
    assert.deepEqual(await stored(), [old]);
    // Taken over as they are changed, and changed in both places.
    await preferences.unsaveFeed(list);
    await preferences.saveFeed(feed, { pinned: true });
    assert.deepEqual(feeds(await read()), [
      ["timeline", "following", true],
      ["feed", feed, true],
    ]);
    const found = await stored();
    assert.deepEqual(
      found.find(({ $type }) => $type === old.$type),
      { ...old, saved: [feed], pinned: [feed] },
    );
  });

  it("say to an app password that there is a birth date, and keep it", async () => {
    const { preferences, agent, handle, did: repo, read } = await join();
    await preferences.setPersonalDetails({ birthDate: "1990-05-17T00:00:00.000Z" });
    const { data } = await agent.com.atproto.server.createAppPassword({ name: "app" });
    const app = (await Bluesky.login({ identifier: handle, password: data.password, network: net.network }))
      .preferences;
    const { birthDate, isBirthDateHidden, declaredAge } = await app.read();
    assert.deepEqual([birthDate, isBirthDateHidden, declaredAge?.isOverAge18], [undefined, true, true]);
    await assert.rejects(
      app.setPersonalDetails({ birthDate: undefined }).then(({ done }) => {
        // It sees none, so there is nothing to take away.
        assert.equal(done, false);
        return app.setPersonalDetails({ birthDate: new Date(0) });
      }),
      { code: "password_needed", message: new RegExp(repo) },
    );
    await app.muteWord("by the app");
    const official = await read();
    assert.equal(official.birthDate?.toISOString(), "1990-05-17T00:00:00.000Z");
    assert.equal(official.moderationPrefs.mutedWords.length, 1);
    assert.equal((await preferences.read()).isBirthDateHidden, false);
  });

  it("refuse what no server would take, before they write", async () => {
    const { preferences, stored } = await join();
    await assert.rejects(preferences.muteWord(" \n"), { code: "invalid_option" });
    await assert.rejects(preferences.muteWord("x", { until: "yesterday" }), { code: "invalid_option" });
    await assert.rejects(preferences.muteWord("x", { for: -1 }), { code: "invalid_option" });
    await assert.rejects(preferences.muteWord("x".repeat(1_001)), { code: "validation_failed" });
    await assert.rejects(preferences.saveFeed(post), { code: "invalid_option" });
    await assert.rejects(preferences.addLabeler("alice.test"), { code: "validation_failed" });
    await assert.rejects(preferences.setPersonalDetails({ birthDate: "soon" }), { code: "invalid_option" });
    await assert.rejects(preferences.muteWord("x", { verify: -1 }), { code: "invalid_option" });
    await assert.rejects(
      preferences.update(async (prefs) => prefs.muteWord("x")),
      { code: "invalid_option" },
    );
    await assert.rejects(preferences.update("x" as never), { code: "invalid_option" });
    await assert.rejects(Bluesky.public({ network: net.network }).preferences.muteWord("x"), { code: "no_repo" });
    assert.deepEqual(await stored(), []);
  });
});
