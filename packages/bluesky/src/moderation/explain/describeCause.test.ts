import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { ModerationPreferences, ModerationSettings } from "../contract/ModerationSettings.ts";
import { moderatePost } from "../decide/moderatePost.ts";
import { interpretLabel } from "../labels/interpretLabel.ts";
import { BOB, LABELER, labelOf, ME, moderationWith, muted, postOf } from "../testing/settings.ts";
import { type CauseDescription, describeCause } from "./describeCause.ts";

const list = { uri: "at://did:plc:x/app.bsky.graph.list/1", name: "Bots" };

function describePost(
  more: object,
  preferences: Partial<ModerationPreferences> = {},
  settings: Omit<ModerationSettings, "preferences"> = { did: ME },
  langs?: string[],
): CauseDescription | undefined {
  const moderation = moderationWith(preferences, settings);
  const [cause] = moderatePost({ ...postOf({ text: "a cat, a dog, a cat" }), ...more }, moderation).causes;
  return cause && describeCause(cause, moderation, langs && { langs });
}
const byViewer = (viewer: object): CauseDescription | undefined => describePost({ author: { did: BOB, viewer } });

describe("describeCause", () => {
  it("says who is behind a cause, and how to change it", () => {
    assert.deepEqual(byViewer({ muted: true }), {
      ...{ title: "Muted account", text: "You have muted this account.", source: "You" },
      change: "Unmute the account.",
    });
    assert.equal(byViewer({ muted: true, mutedByList: list })?.source, "Bots");
    assert.equal(byViewer({ blocking: "at://x" })?.change, "Unblock the account.");
    assert.equal(byViewer({ blocking: "at://x", blockingByList: list })?.change, "Unsubscribe from the list.");
    assert.deepEqual(
      [byViewer({ blockedBy: true })?.source, byViewer({ blockedBy: true })?.change],
      ["The account", undefined],
    );
    assert.equal(describePost({}, { hiddenPosts: [`at://${BOB}/app.bsky.feed.post/1`] })?.title, "Hidden post");
    const words = [muted("cat"), muted("dog"), muted("cat"), muted("mouse")];
    assert.equal(describePost({}, { mutedWords: words })?.text, "This has what you have muted: “cat”, “dog”.");
  });

  it("knows the labels of the protocol, and what each can be changed by", () => {
    const of = (
      val: string,
      more: object = {},
      adultContentEnabled = true,
      did: string | undefined = ME,
    ): CauseDescription | undefined =>
      describePost(
        { labels: [labelOf(val, more)] },
        { adultContentEnabled, labels: { nudity: "warn" } },
        { did, labelerNames: { [LABELER]: "Mods" } },
      );
    assert.deepEqual([of("porn")?.title, of("porn")?.source], ["Pornography", "Mods"]);
    assert.match(of("porn")?.change ?? "", /Change what you do/);
    assert.match(of("porn", {}, false)?.change ?? "", /Enable adult content/);
    assert.equal(of("porn", { src: BOB })?.source, "The author");
    assert.equal(of("!hide")?.change, undefined);
    for (const val of ["!hide", "!warn", "porn", "sexual", "nudity", "graphic-media", "gore"])
      assert.notEqual(of(val)?.title, val);
    const public_ = describePost({ labels: [labelOf("!no-unauthenticated")] }, {}, {});
    assert.deepEqual([public_?.change, public_?.source], ["Log in.", LABELER]);
  });

  it("says it in whole sentences, each label in its own", () => {
    const viewers = [
      ...[{ muted: true }, { muted: true, mutedByList: list }, { blockedBy: true }],
      ...[{ blocking: "at://x" }, { blocking: "at://x", blockingByList: list }],
    ];
    const of = (val: string): CauseDescription | undefined =>
      describePost({ labels: [labelOf(val)] }, { labels: { nudity: "warn" } }, {});
    const labels = ["!hide", "!warn", "!no-unauthenticated", "porn", "sexual", "nudity", "graphic-media", "gore"].map(
      of,
    );
    const words = describePost({}, { mutedWords: [muted("cat")] });
    const hidden = describePost({}, { hiddenPosts: [`at://${BOB}/app.bsky.feed.post/1`] });
    for (const found of [...viewers.map(byViewer), ...labels, words, hidden]) {
      assert.match(found?.title ?? "", /^[A-Z][a-z ]{4,}$/);
      assert.match(found?.text ?? "", /^[A-Z].{9,}\.$/);
      assert.match(found?.source ?? "", /^(?:You|The account|Bots|did:plc:labeler)$/);
      assert.match(found?.change ?? "None.", /^[A-Z].{3,}\.$/);
    }
    for (const found of labels) assert.doesNotMatch(found?.text ?? "", /has the label/);
    assert.equal(new Set(labels.map((found) => found?.text)).size, 7, "gore is graphic media");
    assert.equal(
      describePost({ labels: [labelOf("porn")] }, {}, { labelerNames: Object.create({ [LABELER]: "No" }) })?.source,
      LABELER,
    );
  });

  it("has what labelers say in the language that is wanted", () => {
    const locales = ["en", "de", "pt-BR"].map((lang) => ({ lang, name: `name ${lang}`, description: `text ${lang}` }));
    const titled = (langs: string[] | undefined, all = locales): string | undefined => {
      const definition = interpretLabel(
        { identifier: "rude", severity: "alert", blurs: "content", locales: all },
        LABELER,
      );
      return describePost(
        { labels: [labelOf("rude")] },
        {},
        { did: ME, definitions: { [LABELER]: [definition] } },
        langs,
      )?.title;
    };
    assert.equal(titled(undefined), "name en");
    assert.equal(titled(["DE"]), "name de");
    assert.equal(titled(["pt-PT"]), "name pt-BR");
    assert.equal(titled(["pt-BR", "de"]), "name pt-BR");
    assert.equal(titled(["fr"]), "name en");
    assert.equal(titled(["fr"], locales.slice(1)), "name de");
    assert.equal(titled(["fr"], []), "rude");
    const bare = interpretLabel({ identifier: "rude", severity: "alert", blurs: "content", locales: [] }, LABELER);
    const settings = { did: ME, definitions: { [LABELER]: [bare] } };
    assert.equal(describePost({ labels: [labelOf("rude")] }, {}, settings)?.text, "This has the label rude.");
    const portuguese = ["de", "pt-PT", "pt-BR", "zh-Hant-TW"].map((lang) => ({ lang, name: lang, description: "x" }));
    assert.deepEqual([titled(["pt-BR"], portuguese), titled(["pt-br"], portuguese)], ["pt-BR", "pt-BR"]);
    assert.equal(titled(["zh-TW"], portuguese), "zh-Hant-TW");
    assert.equal(titled([], [...portuguese, ...locales]), "name en");
  });
});
