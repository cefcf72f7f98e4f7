import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { moderatePost as moderateOfficially } from "@bsky/sdk/moderation";
import { interpretLabel } from "../labels/interpretLabel.ts";
import { BOB, LABELER, labelOf, ME, moderationWith, muted, postOf } from "../testing/settings.ts";
import { moderateFeedGenerator, moderateStarterPack } from "./moderateCreated.ts";
import { moderateMessage } from "./moderateMessage.ts";
import { moderatePost } from "./moderatePost.ts";
import { moderateProfile } from "./moderateProfile.ts";
import { moderateRecord } from "./moderateRecord.ts";

const PAST = "2001-01-01T00:00:00.000Z";
const WITH_MEDIA = "app.bsky.embed.recordWithMedia";
const quoteOf = (value: object, author: object = { did: "did:plc:carol" }): object => ({
  $type: "app.bsky.embed.record#view",
  record: {
    $type: "app.bsky.embed.record#viewRecord",
    uri: "at://did:plc:carol/app.bsky.feed.post/2",
    author,
    value: { $type: "app.bsky.feed.post", text: "", ...value },
  },
});
const beside = (quote: object, media: object): object => ({ $type: `${WITH_MEDIA}#view`, record: quote, media });
const imagesOf = (view: "" | "#view", alt: string): object => ({
  $type: `app.bsky.embed.images${view}`,
  images: [{ alt }],
});

describe("labels named as what objects inherit", () => {
  for (const val of ["constructor", "toString", "valueOf", "hasOwnProperty", "__proto__"]) {
    it(`${val} does nothing, where the official library throws or takes it for a definition`, () => {
      const post = postOf({}, { labels: [labelOf(val), labelOf(val, { src: BOB })] });
      const { causes } = moderatePost(post, moderationWith());
      assert.deepEqual(causes, []);
      const options = {
        userDid: ME,
        prefs: {
          adultContentEnabled: true,
          labels: {},
          labelers: [{ did: LABELER, labels: {} }],
          mutedWords: [],
          hiddenPosts: [],
        },
      };
      assert.throws(() => moderateOfficially(post as never, options as never), TypeError);
    });

    it(`${val} is a label like others where a labeler defines it`, () => {
      const definition = { identifier: val, severity: "alert", blurs: "content", locales: [] };
      const settings = { did: ME, definitions: { [LABELER]: [interpretLabel(definition, LABELER)] } };
      const post = postOf({}, { labels: [labelOf(val)] });
      const [cause] = moderatePost(post, moderationWith({}, settings)).causes;
      const isDefinable = /^[a-z-]+$/.test(val);
      assert.equal(cause?.type === "label" ? cause.setting : undefined, isDefinable ? "warn" : undefined);
    });
  }

  it("takes labelers, settings and definitions by such names for what they are", () => {
    const settings = { did: ME, definitions: {} };
    const preferences = { labelers: [{ did: "constructor", labels: {} }], labels: JSON.parse('{"__proto__":"hide"}') };
    const post = postOf(
      {},
      { labels: [labelOf("porn", { src: "constructor" }), labelOf("porn", { src: "toString" })] },
    );
    assert.equal(moderatePost(post, moderationWith(preferences, settings)).causes.length, 1);
  });
});

describe("records that nobody has validated", () => {
  const trap = { toString: 7, valueOf: 7 };
  const odd = [undefined, null, 7, "text", [], {}, trap, { $type: "app.bsky.feed.post" }, { $type: 7 }];
  const more = [
    { text: 7 },
    { text: trap, tags: [trap, 7, null], langs: [trap] },
    { tags: trap, langs: trap, facets: trap },
    { facets: 7 },
    { facets: [null, { features: "x" }, { features: [null, { tag: 7 }] }] },
  ];
  const embeds = [
    { $type: "app.bsky.embed.images" },
    { $type: "app.bsky.embed.images", images: [null, {}, { alt: 7 }, { alt: trap }] },
  ];
  const cards = [
    { $type: "app.bsky.embed.external" },
    { $type: "app.bsky.embed.external", external: { title: 7, description: trap } },
  ];
  const quotes = ["record", "recordWithMedia"].flatMap((name) => [
    ...[{ $type: `app.bsky.embed.${name}#view` }, { $type: `app.bsky.embed.${name}#view`, record: null }],
    ...[{ $type: `app.bsky.embed.${name}#view`, record: { $type: "app.bsky.embed.record#viewRecord" } }],
    ...[{ $type: `app.bsky.embed.${name}#view`, record: { $type: "app.bsky.embed.record#viewBlocked", author: 7 } }],
  ]);
  for (const corrected of [false, true]) {
    it(`are decided about, ${corrected ? "corrected" : "as they are"}`, () => {
      const moderation = moderationWith({ mutedWords: [muted("cat")] }, { did: ME, corrected });
      const records = [...odd, ...more.map((one) => ({ $type: "app.bsky.feed.post", ...one }))];
      const all = [...odd, ...embeds, ...cards, ...quotes];
      for (const record of records) {
        for (const embed of all) {
          const post = { ...postOf({}), record, embed };
          assert.deepEqual(moderatePost(post, moderation).causes, [], JSON.stringify(post));
          const inner = { ...post, record: { $type: "app.bsky.feed.post", text: "", embed } };
          assert.deepEqual(moderatePost(inner, moderation).causes, []);
          const quoting = { ...post, embed: quoteOf(Object(record)) };
          assert.deepEqual(moderatePost(quoting, moderation).causes, []);
        }
      }
    });
  }
});

describe("what is corrected on demand", () => {
  const words = (mutedWords: { value: string }[], post: object, author: object = { did: BOB }): [boolean, boolean] => {
    const found = [false, true].map((corrected) => {
      const moderation = moderationWith({ mutedWords: mutedWords as never }, { did: ME, corrected });
      return moderatePost({ ...(post as ReturnType<typeof postOf>), author: author as { did: string } }, moderation).ui(
        "contentList",
      ).filter;
    });
    return found as [boolean, boolean];
  };
  const followed = { did: BOB, viewer: { following: "at://did:plc:me/app.bsky.graph.follow/1" } };
  const excluding = [muted("cat", { actorTarget: "exclude-following" })];

  it("alt texts and cards beside a quote count as their author's", () => {
    const quote = quoteOf({ text: "Nothing" });
    const images = postOf({}, { embed: beside(quote, imagesOf("#view", "a cat")) });
    const own = { ...images, record: { ...images.record, embed: { $type: WITH_MEDIA, media: imagesOf("", "a cat") } } };
    assert.deepEqual(words(excluding, own, followed), [true, false]);
    const ofFollowed = quoteOf({ text: "Nothing" }, { ...followed, did: "did:plc:carol" });
    const other = { ...own, embed: beside(ofFollowed, imagesOf("#view", "a cat")) };
    assert.deepEqual(words(excluding, other), [false, true]);
  });

  it("what a quoted post has beside a quote is read in its language", () => {
    const embed = { $type: WITH_MEDIA, media: imagesOf("", "これは猫です") };
    assert.deepEqual(words([muted("猫です", {})], postOf({}, { embed: quoteOf({ langs: ["ja"], embed }) })), [
      false,
      true,
    ]);
  });

  it("a word with a slash does not end the search", () => {
    assert.deepEqual(words([muted("cat")], postOf({ text: "dogs/mice and a cat" })), [false, true]);
    assert.deepEqual(words([muted("andor")], postOf({ text: "and/or" })), [false, false]);
  });

  it("one's own cards are read from the record too", () => {
    const external = { uri: "https://example.com", title: "A cat", description: "" };
    const embed = { $type: "app.bsky.embed.external", external };
    assert.deepEqual(words([muted("cat")], postOf({ embed })), [false, true]);
    const view = { $type: "app.bsky.embed.external#view", external };
    assert.deepEqual(words([muted("cat")], { ...postOf({}), record: {}, embed: view }), [true, true]);
    const shown = beside(quoteOf({}), imagesOf("#view", "a cat"));
    assert.deepEqual(words([muted("cat")], { ...postOf({}), record: {}, embed: shown }), [true, true]);
    assert.deepEqual(words([muted("cat")], postOf({}, { embed: quoteOf({ text: "a cat" }) })), [true, true]);
  });

  it("one's own posts are not hidden from oneself", () => {
    const { uri, ...post } = postOf({});
    const hide = (corrected: boolean): boolean =>
      moderatePost(
        { ...post, uri, author: { did: ME } },
        moderationWith({ hiddenPosts: [uri] }, { did: ME, corrected }),
      ).ui("contentList").filter;
    assert.deepEqual([hide(false), hide(true)], [true, false]);
  });

  it("muted words end at their instant", () => {
    const at = (offset: number): string => new Date(Date.now() + offset).toISOString();
    // An hour ago, by a clock that is five hours ahead: as text it is later than now.
    const ahead = `${at(4 * 3_600_000).slice(0, -1)}+05:00`;
    assert.deepEqual(words([muted("cat", { expiresAt: ahead })], postOf({ text: "a cat" })), [true, false]);
    assert.deepEqual(words([muted("cat", { expiresAt: at(3_600_000) })], postOf({ text: "a cat" })), [true, true]);
    assert.deepEqual(words([muted("cat", { expiresAt: at(-3_600_000) })], postOf({ text: "a cat" })), [false, false]);
  });

  it("labels that were taken back, or have ended, do nothing", () => {
    const causes = (corrected: boolean, label: object): number =>
      moderatePost(postOf({}, { labels: [labelOf("porn", label)] }), moderationWith({}, { did: ME, corrected })).causes
        .length;
    assert.deepEqual([causes(false, { neg: true }), causes(true, { neg: true })], [1, 0]);
    assert.deepEqual([causes(false, { exp: PAST }), causes(true, { exp: PAST })], [1, 0]);
    assert.deepEqual([causes(true, { exp: "2999-01-01T00:00:00Z" }), causes(true, { exp: "someday" })], [1, 1]);
  });

  it("what a quote with media shows of the quoted post is read too", () => {
    const quote = quoteOf({ embed: imagesOf("", "a cat") });
    assert.deepEqual(words([muted("cat")], postOf({}, { embed: quote })), [true, true]);
    assert.deepEqual(words([muted("cat")], postOf({}, { embed: beside(quote, imagesOf("#view", "")) })), [false, true]);
  });
});

describe("starter packs", () => {
  it("are decided about as feed generators are", () => {
    const creator = { did: BOB, viewer: { muted: true }, labels: [labelOf("!warn", { uri: BOB })] };
    const view = { creator, labels: [labelOf("porn")] };
    const moderation = moderationWith({ adultContentEnabled: false });
    const decision = moderateStarterPack(view, moderation);
    assert.deepEqual(decision, moderateFeedGenerator(view, moderation));
    assert.deepEqual(
      decision.causes.map((cause) => [cause.type, cause.type === "label" ? cause.target : undefined]),
      [
        ["label", "content"],
        ["muted", undefined],
        ["label", "account"],
      ],
    );
    assert.equal(decision.ui("contentList").filter, true);
  });
});

describe("messages", () => {
  const sender = {
    did: BOB,
    viewer: { blocking: "at://did:plc:me/app.bsky.graph.block/1" },
    labels: [labelOf("!hide", { uri: BOB })],
  };

  it("are decided about by what there is to say of their sender", () => {
    const decision = moderateMessage({ sender: { did: BOB } }, moderationWith(), { sender });
    assert.deepEqual(
      decision.causes.map(({ type }) => type),
      ["blocking", "label"],
    );
    assert.equal(decision.ui("contentView").noOverride, true);
    assert.deepEqual(moderateMessage({ sender: { did: BOB } }, moderationWith()).causes, []);
  });

  it("are decided about by the post that they show, not by the words of the sender", () => {
    const moderation = moderationWith({
      mutedWords: [muted("cat")],
      hiddenPosts: ["at://did:plc:carol/app.bsky.feed.post/2"],
    });
    const carol = { did: "did:plc:carol", viewer: { muted: true } };
    const message = { sender: { did: BOB }, text: "a cat", embed: quoteOf({ text: "a cat" }, carol) };
    assert.deepEqual(
      moderateMessage(message, moderation).causes.map(({ type, downgraded }) => [type, downgraded]),
      [
        ["hidden", false],
        ["mute-word", false],
        ["muted", true],
      ],
    );
    assert.deepEqual(moderateMessage({ ...message, embed: undefined }, moderation).causes, []);
    const mine = moderateMessage({ ...message, sender: { did: ME } }, moderation);
    assert.deepEqual([mine.isMe, mine.causes.map(({ type }) => type)], [true, ["hidden", "muted"]]);
  });
});

describe("records of any lexicon", () => {
  const uri = `at://${BOB}/com.example.note/1`;
  const cid = "bafyreiclp443lavogvhj3d2ob2cxbfuscni2k5jk7bebjzg7khl3esabwq";
  const types = async (record: object, options?: object, preferences?: object): Promise<unknown[]> => {
    const { causes } = await moderateRecord({ uri, labels: [], ...record }, moderationWith(preferences), options);
    return causes.map((cause) => (cause.type === "label" ? `${cause.label.val} ${cause.target}` : cause.type));
  };

  it("are decided about by labels on them, their account and its profile", async () => {
    const labels = [
      ...[
        labelOf("porn", { uri }),
        labelOf("!warn", { uri: BOB }),
        labelOf("sexual", { uri: `at://${BOB}/app.bsky.actor.profile/self` }),
      ],
      ...[labelOf("!hide", { uri: "did:plc:carol" }), labelOf("!hide", { uri: `at://${BOB}/com.example.note/2` })],
    ];
    assert.deepEqual(await types({ labels }), ["porn content", "!warn account", "sexual profile"]);
    const author = { did: BOB, viewer: { muted: true }, labels: [labelOf("!warn", { uri: BOB })] };
    assert.deepEqual(await types({ author }), ["muted", "!warn account"]);
    const hidden = await moderateRecord({ uri, labels: [] }, moderationWith({ hiddenPosts: [uri] }));
    assert.deepEqual(hidden.causes, [{ type: "hidden", source: { type: "user" }, priority: 6, downgraded: false }]);
  });

  it("have the labels that their author gives them", async () => {
    const value = {
      labels: { $type: "com.atproto.label.defs#selfLabels", values: [{ val: "porn" }, { val: "!hide" }, null] },
    };
    assert.deepEqual(await types({ value }), ["porn content"]);
    assert.deepEqual(await types({ value, did: "did:plc:carol" }), ["porn content"]);
    for (const odd of [
      null,
      7,
      { labels: 7 },
      { labels: { values: 7 } },
      { labels: { values: [{ val: { toString: 7 } }] } },
    ])
      assert.deepEqual(await types({ value: odd }), []);
  });

  it("do not have labels that were taken back, have ended, or are on another version", async () => {
    const on = { uri, cts: "2026-01-02T00:00:00Z" };
    const back = { uri, neg: true, cts: "2026-01-03T00:00:00Z" };
    assert.deepEqual(await types({ labels: [labelOf("porn", on), labelOf("porn", back)] }), []);
    assert.deepEqual(await types({ labels: [labelOf("porn", back), labelOf("porn", on)] }), []);
    const again = { uri, cts: "2026-01-04T00:00:00Z" };
    assert.deepEqual(await types({ labels: [labelOf("porn", again), labelOf("porn", back)] }), ["porn content"]);
    assert.deepEqual(await types({ labels: [labelOf("porn", on), labelOf("porn", { ...back, src: "did:plc:x" })] }), [
      "porn content",
    ]);
    assert.deepEqual(await types({ labels: [labelOf("porn", { uri, exp: PAST })] }), []);
    assert.deepEqual(await types({ cid, labels: [labelOf("porn", { uri, cid: "bafyother" })] }), []);
    assert.deepEqual(await types({ cid, labels: [labelOf("porn", { uri, cid })] }), ["porn content"]);
    assert.deepEqual(await types({ labels: [labelOf("porn", { uri, cid })] }), ["porn content"]);
  });

  it("do not have labels that were not signed, nor those taken back that were not", async () => {
    const labels = [
      labelOf("porn", { uri }),
      labelOf("porn", { uri, neg: true, sig: "forged", cts: "2026-02-01T00:00:00Z" }),
    ];
    const verify = async (label: object): Promise<boolean> => !("sig" in label);
    assert.deepEqual(await types({ labels }), []);
    assert.deepEqual(await types({ labels }, { verify }), ["porn content"]);
    assert.deepEqual(await types({ labels }, { verify: () => false }), []);
    const failing = (): never => {
      throw new RangeError("no key");
    };
    await assert.rejects(types({ labels }, { verify: failing }), RangeError);
    const never = (): Promise<boolean> => new Promise(() => {});
    const signal = AbortSignal.timeout(10);
    await assert.rejects(types({ labels }, { verify: never, signal }), { code: "aborted" });
  });
});

describe("settings", () => {
  it("name the labelers as clients ask for them", () => {
    const labelers = [
      { did: "did:plc:net", labels: {}, redact: true },
      { did: LABELER, labels: {} },
      { did: LABELER, labels: {} },
    ];
    assert.deepEqual(moderationWith({ labelers }).labelers, ["did:plc:net;redact", LABELER]);
  });

  it("for a labeler do not go for what the labeler says of itself", () => {
    const labelers = [{ did: BOB, labels: { porn: "ignore" } }];
    const post = postOf({}, { labels: [labelOf("porn", { src: BOB })] });
    assert.deepEqual(
      moderatePost(post, moderationWith({ labelers })).causes.map(({ source }) => source),
      [{ type: "user" }],
    );
  });

  it("may have definitions that say nothing of some targets", () => {
    const definition = {
      ...interpretLabel({ identifier: "odd", severity: "none", blurs: "none", locales: [] }, LABELER),
      behaviors: {},
    };
    const moderation = moderationWith({}, { did: ME, definitions: { [LABELER]: [definition] } });
    const [cause] = moderatePost(postOf({}, { labels: [labelOf("odd")] }), moderation).causes;
    assert.deepEqual(cause?.type === "label" && [cause.behavior, cause.priority], [{}, 8]);
  });
});

describe("muted words", () => {
  it("that are all of a text are named as they were muted, as the official library has it", () => {
    const mutedWords = [muted("CAT")];
    const [cause] = moderatePost(postOf({ text: "Cat" }), moderationWith({ mutedWords })).causes;
    const prefs = { ...moderationWith().settings.preferences, mutedWords };
    const [official] = moderateOfficially(postOf({ text: "Cat" }) as never, { userDid: ME, prefs } as never).causes;
    assert.deepEqual(cause?.type === "mute-word" && cause.matches, official?.type === "mute-word" && official.matches);
    assert.equal(cause?.type === "mute-word" && cause.matches[0]?.predicate, "CAT");
  });
});

describe("accounts", () => {
  it("that want to be seen by those only who are logged in are not seen by others", () => {
    const labels = [labelOf("!no-unauthenticated", { src: BOB, uri: `at://${BOB}/app.bsky.actor.profile/self` })];
    const seen = (did: string | undefined): boolean =>
      moderateProfile({ did: BOB, labels }, moderationWith({}, { did })).ui("profileView").blur;
    assert.deepEqual([seen(undefined), seen(ME)], [true, false]);
  });
});
