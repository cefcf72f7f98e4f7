import type { LabelValueDefinitionLike, ModerationPreferences, MutedWordLike } from "bluesky/moderation";
import type { Dice } from "./Dice.ts";

/** The kinds of subjects that the official code decides about. */
export const kinds = ["post", "profile", "notification", "feedGenerator", "userList", "status"] as const;

/** What one decision is made of, as plain data: all of it valid by its lexicon. */
export interface Case {
  readonly kind: (typeof kinds)[number];
  readonly subject: Record<string, unknown>;
  readonly did: string | undefined;
  readonly preferences: ModerationPreferences;
  /** As labelers declare them, by labeler. */
  readonly definitions: Readonly<Record<string, readonly LabelValueDefinitionLike[]>>;
}

const ME = "did:plc:me";
const DIDS = [ME, "did:plc:alice", "did:plc:bob", "did:web:carol.test"];
const LABELERS = ["did:plc:mod", "did:plc:other", "did:plc:unasked"];
const CUSTOM = ["spam", "rude", "spoiler-alert", "porn", "nudity", "Upper", "with1digit"];
const VALUES = [
  ...["!hide", "!warn", "!no-unauthenticated", "porn", "sexual", "nudity", "graphic-media", "gore", "bot", "unknown"],
  ...CUSTOM,
];
const SETTINGS = ["ignore", "warn", "hide"] as const;
const WORDS = [
  ...[
    "a",
    "b",
    "ab",
    "cat",
    "dog",
    "and/or",
    "andor",
    "s@ssy",
    "sassy",
    "s ssy",
    "don't",
    "dont",
    "idk",
    "i.d.k.",
    "well-known",
  ],
  ...[
    "well known",
    "wellknown",
    "well",
    "known",
    "#tag",
    "tag",
    "日本",
    "語",
    "한국",
    "Ünïcode",
    "ünïcode",
    "🙂",
    "!",
    "...",
    "-",
  ],
  ...[
    "new york",
    "new",
    "york",
    "x/y/z",
    "xyz",
    "x y z",
    "(cat)",
    "cat's",
    "cats",
    "İ",
    "ß",
    "e",
    "one two",
    "",
    " ",
    "/",
  ],
];
const LANGS = ["en", "ja", "zh", "ko", "th", "vi", "de", "ja-JP", "EN"];
const MARKS = [".", ",", "!", "...", "/", "-", "(", ")", "'", "“", "、", "@", "_"];
const PAST = ["2001-01-01T00:00:00.000Z", "2001-01-01T00:00:00+02:00"];
const FUTURE = ["2999-01-01T00:00:00.000Z", "2999-06-01T00:00:00Z"];
const CID = "bafyreiclp443lavogvhj3d2ob2cxbfuscni2k5jk7bebjzg7khl3esabwq";

/**
 * Makes a case at random. Some are broad: anything may be anywhere. The others have one word, or one label, in one place, so that
 * nothing else hides what is done with it.
 */
export function makeCase(dice: Dice): Case {
  return new Maker(dice).make();
}

class Maker {
  readonly #dice: Dice;
  /** How likely it is that something optional is there. */
  #density: number;
  readonly #focus: "word" | "label" | undefined;
  /** How many places the one thing has to go past before it is put. */
  #countdown = 0;
  readonly #words: MutedWordLike[];

  constructor(dice: Dice) {
    this.#dice = dice;
    this.#density = dice.one([0.15, 0.4, 0.7]);
    this.#focus = dice.chance(0.6) ? undefined : dice.chance(0.75) ? "word" : "label";
    if (this.#focus) this.#countdown = dice.below(6);
    this.#words =
      this.#focus === "word" ? [this.#mutedWord()] : this.#focus ? [] : dice.some(6, () => this.#mutedWord());
  }

  make(): Case {
    const dice = this.#dice;
    const kind = this.#focus === "word" || dice.chance(0.6) ? "post" : dice.one(kinds);
    const subject = this.#subject(kind);
    const did = dice.one([undefined, ME, ME, ME]);
    const definitions = Object.fromEntries(
      LABELERS.filter(() => dice.chance(0.7)).map((labeler) => [labeler, dice.some(5, () => this.#definition())]),
    );
    const preferences = {
      adultContentEnabled: dice.chance(0.5),
      labels: this.#settings(),
      labelers: dice.chance(0.05)
        ? []
        : [...LABELERS.slice(0, 2), ...dice.some(1, () => "did:plc:mod")].map((one) => ({
            did: one,
            labels: this.#settings(),
          })),
      mutedWords: this.#words,
      hiddenPosts: dice.some(this.#focus ? 0 : 2, () => this.#postUri(dice.one(DIDS))),
    };
    return { kind, subject, did, preferences, definitions };
  }

  #has(): boolean {
    return this.#dice.chance(this.#density);
  }

  #settings(): Record<string, string> {
    const dice = this.#dice;
    return Object.fromEntries(dice.some(6, () => [dice.one(VALUES), dice.one(SETTINGS)]));
  }

  #definition(): LabelValueDefinitionLike {
    const dice = this.#dice;
    return {
      identifier: dice.one(CUSTOM),
      severity: dice.one(["inform", "alert", "none", "other"]),
      blurs: dice.one(["content", "media", "none", "other"]),
      locales: [{ lang: "en", name: "A label", description: "What it means" }],
      ...(dice.chance(0.8) && { defaultSetting: dice.one([...SETTINGS, "other"]) }),
      ...(dice.chance(0.5) && { adultOnly: dice.chance(0.5) }),
    };
  }

  #mutedWord(): MutedWordLike {
    const dice = this.#dice;
    const rare = this.#focus ? 0.15 : 0.3;
    return {
      value: dice.chance(0.2) ? dice.one(WORDS).toUpperCase() : dice.one(WORDS),
      targets: dice.one([["content"], ["content", "tag"], ["tag"], ["content"]]),
      ...(dice.chance(0.5) && { actorTarget: dice.one(["all", "exclude-following"]) }),
      ...(dice.chance(rare) && { expiresAt: dice.one([...PAST, ...FUTURE]) }),
    };
  }

  /** A text for one place: with the one word in it, when its turn has come. */
  #text(): string {
    const dice = this.#dice;
    if (this.#focus !== "word")
      return dice.some(8, () => this.#piece(dice.one(WORDS))).join(dice.one([" ", " ", "  ", "\n"]));
    if (this.#countdown-- !== 0) return "nothing here";
    return [
      ...dice.some(2, () => dice.one(["plain", "x/y", "long/slashed", "m-d", "(in)"])),
      this.#piece(dice.one([this.#words[0]?.value ?? "", dice.one(WORDS)])),
      ...dice.some(1, () => "end"),
    ].join(" ");
  }

  /** A word, bare or with marks around and within it. */
  #piece(word: string): string {
    const dice = this.#dice;
    let piece = dice.chance(0.15) ? word.toUpperCase() : word;
    if (dice.chance(0.15)) piece = [...piece].join(dice.one(MARKS));
    if (dice.chance(0.1)) piece = piece.replaceAll(" ", dice.one(MARKS));
    if (dice.chance(0.2)) piece += dice.one(MARKS);
    if (dice.chance(0.2)) piece = dice.one(MARKS) + piece;
    if (dice.chance(0.15)) piece += dice.one(MARKS) + dice.one(WORDS);
    return piece;
  }

  #langs(): string[] | undefined {
    const dice = this.#dice;
    return dice.maybe(0.6, () => dice.some(2, () => dice.one(LANGS)));
  }

  #postUri(did: string): string {
    return `at://${did}/app.bsky.feed.post/${this.#dice.one(["1", "2"])}`;
  }

  #labels(did: string): Record<string, unknown>[] | undefined {
    const dice = this.#dice;
    if (this.#focus === "word") return undefined;
    if (this.#focus === "label") return this.#countdown-- === 0 ? [this.#label(did)] : undefined;
    return dice.maybe(this.#density, () => dice.some(3, () => this.#label(did)));
  }

  #label(did: string): Record<string, unknown> {
    const dice = this.#dice;
    return {
      src: dice.one([...LABELERS, ...LABELERS, did]),
      uri: dice.one([did, `at://${did}/app.bsky.actor.profile/self`, this.#postUri(did)]),
      val: dice.one(VALUES),
      cts: PAST[0],
      ...(dice.chance(0.1) && { neg: true }),
      ...(dice.chance(0.1) && { exp: PAST[0] }),
    };
  }

  #viewer(): Record<string, unknown> | undefined {
    const dice = this.#dice;
    if (!this.#has() && this.#focus !== "word") return undefined;
    const odds = this.#focus ? 0.1 : 0.25;
    const list = (): object => ({
      uri: `at://${ME}/app.bsky.graph.list/1`,
      cid: CID,
      name: "A list",
      purpose: "app.bsky.graph.defs#modlist",
    });
    return {
      ...(dice.chance(0.5) && { muted: dice.chance(odds * 2) }),
      ...(dice.chance(odds) && { mutedByList: list() }),
      ...(dice.chance(odds) && { blocking: `at://${ME}/app.bsky.graph.block/1` }),
      ...(dice.chance(odds) && { blockingByList: list() }),
      ...(dice.chance(0.5) && { blockedBy: dice.chance(odds * 2) }),
      ...(dice.chance(0.4) && { following: `at://${ME}/app.bsky.graph.follow/1` }),
    };
  }

  #profile(): Record<string, unknown> & { did: string } {
    const did = this.#dice.one(this.#focus === "word" ? DIDS.slice(1) : DIDS);
    return withDefined({ did, handle: "somebody.test", viewer: this.#viewer(), labels: this.#labels(did) });
  }

  #subject(kind: Case["kind"]): Record<string, unknown> {
    const dice = this.#dice;
    const profile = this.#profile();
    const labels = this.#labels(profile.did);
    const base = { cid: CID, indexedAt: PAST[0] };
    switch (kind) {
      case "post":
        return withDefined({
          ...base,
          uri: this.#postUri(profile.did),
          author: profile,
          record: this.#record(),
          embed: this.#view(),
          labels,
        });
      case "profile":
        return profile;
      case "status": {
        const status = { status: "app.bsky.actor.status#live", record: {}, ...withDefined({ labels }) };
        return withDefined({ ...profile, status: dice.maybe(0.8, () => status) });
      }
      case "notification":
        return withDefined({
          ...base,
          uri: this.#postUri(profile.did),
          author: profile,
          reason: "like",
          record: {},
          isRead: false,
          labels,
        });
      case "feedGenerator":
        return withDefined({
          ...base,
          uri: `at://${profile.did}/app.bsky.feed.generator/1`,
          did: "did:web:feed.test",
          creator: profile,
          displayName: "A feed",
          labels,
        });
      case "userList":
        return withDefined({
          ...base,
          uri: `at://${profile.did}/app.bsky.graph.list/1`,
          name: "A list",
          creator: dice.maybe(0.5, () => profile),
          labels,
        });
    }
  }

  #record(): Record<string, unknown> {
    const dice = this.#dice;
    if (dice.chance(0.05)) return { $type: "com.example.other", text: this.#text() };
    return withDefined({
      $type: "app.bsky.feed.post",
      text: this.#text(),
      createdAt: PAST[0],
      langs: this.#langs(),
      tags: dice.maybe(0.3, () => dice.some(2, () => this.#tag())),
      facets: dice.maybe(0.3, () =>
        dice.some(2, () => ({ index: { byteStart: 0, byteEnd: 1 }, features: dice.some(2, () => this.#feature()) })),
      ),
      embed: dice.maybe(this.#focus ? 0.8 : this.#density, () => this.#embed()),
    });
  }

  #tag(): string {
    const text = this.#text();
    return this.#focus === "word" && !text.includes("nothing") ? (this.#words[0]?.value ?? "") : text;
  }

  #feature(): object {
    const dice = this.#dice;
    return dice.chance(0.7)
      ? { $type: "app.bsky.richtext.facet#tag", tag: this.#dice.chance(0.5) ? dice.one(WORDS) : this.#tag() }
      : { $type: "app.bsky.richtext.facet#link", uri: "https://example.com", tag: dice.one(WORDS) };
  }

  /** An embed as it stands in a record. */
  #embed(): object {
    const record = { uri: this.#postUri("did:plc:bob"), cid: CID };
    return this.#dice.one([
      () => this.#media(""),
      () => ({ $type: "app.bsky.embed.record", record }),
      () => ({ $type: "app.bsky.embed.recordWithMedia", record: { record }, media: this.#media("") }),
    ])();
  }

  /** Media as they stand in a record, or with `#view` as they are shown. */
  #media(view: "" | "#view"): object {
    const dice = this.#dice;
    const image = (): object => ({
      alt: this.#text(),
      ...(view ? { thumb: "https://x.test/1", fullsize: "https://x.test/1" } : { image: {} }),
    });
    const item = (): object => ({
      $type: dice.chance(0.85) ? `app.bsky.embed.gallery#${view ? "viewImage" : "image"}` : "com.example.item",
      ...image(),
    });
    return dice.one([
      () => ({ $type: `app.bsky.embed.images${view}`, images: [image(), ...dice.some(1, image)] }),
      () => ({ $type: `app.bsky.embed.gallery${view}`, items: [item(), ...dice.some(1, item)] }),
      () => ({
        $type: `app.bsky.embed.external${view}`,
        external: { uri: "https://x.test", title: this.#text(), description: this.#text() },
      }),
      () => ({ $type: `app.bsky.embed.video${view}`, alt: this.#text() }),
    ])();
  }

  /** What a post is shown with. */
  #view(): object | undefined {
    const dice = this.#dice;
    if (!this.#focus && !dice.chance(this.#density + 0.2)) return undefined;
    return dice.one([
      () => this.#media("#view"),
      () => ({ $type: "app.bsky.embed.record#view", record: this.#quoted() }),
      () => ({ $type: "app.bsky.embed.record#view", record: this.#quoted() }),
      () => ({
        $type: "app.bsky.embed.recordWithMedia#view",
        record: { record: this.#quoted() },
        media: this.#media("#view"),
      }),
    ])();
  }

  #quoted(): object {
    const dice = this.#dice;
    const author = this.#profile();
    const uri = this.#postUri(author.did);
    const type = dice.one(["viewRecord", "viewRecord", "viewRecord", "viewRecord", "viewBlocked", "viewNotFound"]);
    const $type = `app.bsky.embed.record#${type}`;
    if (type === "viewNotFound") return { $type, uri, notFound: true };
    if (type === "viewBlocked") return { $type, uri, blocked: true, author };
    const labels = this.#labels(author.did);
    return withDefined({ $type, uri, cid: CID, author, value: this.#record(), labels, indexedAt: PAST[0] });
  }
}

function withDefined<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as T; // the same without what is not there
}
