import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { BOB, labelOf, moderationWith, muted, postOf } from "../testing/settings.ts";
import { moderate } from "./moderate.ts";
import { moderateItems } from "./moderateItems.ts";
import { moderateView } from "./moderateView.ts";

const moderation = moderationWith({ mutedWords: [muted("cat")] });
const feed = ["a dog", "a cat", "a mouse"].map((text) => ({ post: postOf({ text }) }));
const textOf = ({ item }: { item: (typeof feed)[number] }): unknown => (item.post.record as { text?: unknown }).text;

describe("moderateItems", () => {
  it("leaves out what does not belong into a list, and counts it", () => {
    const { items, dropped } = moderateItems(feed, moderation);
    assert.deepEqual([items.map(textOf), dropped], [["a dog", "a mouse"], 1]);
  });

  it("marks it instead, on demand", () => {
    const { items, dropped } = moderateItems(feed, moderation, { filtered: "mark" });
    assert.deepEqual([items.map(({ ui }) => ui.filter), dropped], [[false, true, false], 0]);
    assert.equal(items[1]?.decision.causes[0]?.type, "mute-word");
  });

  it("shows what it leaves out, decides as it is told, and where it is told", () => {
    const seen: unknown[] = [];
    moderateItems(feed, moderation, { onDrop: (dropped) => seen.push(textOf(dropped)) });
    assert.deepEqual(seen, ["a cat"]);
    assert.equal(moderateItems(feed, moderation, { decide: () => undefined }).dropped, 0);
    assert.equal(moderateItems(feed, moderation, { context: "contentView" }).dropped, 0);
  });
});

describe("moderate", () => {
  it("decides about items as they come, and counts what it leaves out", async () => {
    const shown = moderate(feed, moderation);
    const texts: unknown[] = [];
    for await (const item of shown) texts.push(textOf(item));
    assert.deepEqual([texts, shown.dropped], [["a dog", "a mouse"], 1]);
  });

  it("reads as far as it is read, and ends its source", async () => {
    let read = 0;
    let ended = false;
    async function* source(): AsyncGenerator<(typeof feed)[number]> {
      try {
        for (const item of feed) {
          read++;
          yield item;
        }
      } finally {
        ended = true;
      }
    }
    for await (const _ of moderate(source(), moderation)) break;
    assert.deepEqual([read, ended], [1, true]);
  });
});

describe("moderateView", () => {
  const author = { did: BOB, handle: "bob.test", viewer: { muted: true } };
  const post = { ...postOf({ text: "a cat" }), author };
  const views: Record<string, [view: object, causes: string[]]> = {
    "an item of a feed": [{ post, reason: {} }, ["mute-word", "muted"]],
    "a post": [post, ["mute-word", "muted"]],
    "an item of a thread": [
      { uri: post.uri, depth: 1, value: { $type: "app.bsky.unspecced.defs#threadItemPost", post } },
      ["mute-word", "muted"],
    ],
    "a bookmark": [{ item: post, subject: { uri: post.uri } }, ["mute-word", "muted"]],
    "a profile": [author, ["muted"]],
    "an item of a list": [{ uri: "at://x/y/z", subject: author }, ["muted"]],
    "a notification": [{ uri: "at://x/y/z", author, record: {}, reason: "like", isRead: false }, ["muted"]],
    "a notification of a reply": [
      { uri: "at://x/y/z", author, record: post.record, reason: "reply", isRead: true },
      ["muted"],
    ],
    "a list": [{ uri: "at://did:plc:bob/y/z", purpose: "x", labels: [labelOf("porn")] }, ["label"]],
    "a feed generator": [{ uri: "at://x/y/z", did: "did:web:x", creator: author, displayName: "x" }, ["muted"]],
    "a starter pack": [{ uri: "at://x/y/z", creator: author, record: {} }, ["muted"]],
    "a message": [{ id: "1", sender: { did: BOB }, sentAt: "x", text: "a cat" }, []],
  };
  for (const [name, [view, causes]] of Object.entries(views)) {
    it(`tells ${name} by what it has`, () => {
      const withPorn = moderationWith({ mutedWords: [muted("cat")], adultContentEnabled: false });
      assert.deepEqual(
        moderateView(view, withPorn)?.causes.map(({ type }) => type),
        causes,
      );
    });
  }

  it("says nothing of what it does not know", () => {
    for (const view of [{}, { uri: "at://x/y/z", notFound: true }, { post: { uri: "x", blocked: true, author } }]) {
      assert.equal(moderateView(view, moderation), undefined);
    }
    assert.equal(moderateItems([{ uri: "at://x/y/z", notFound: true }], moderation).items[0]?.ui.blur, false);
  });

  it("shows accounts in lists of accounts", () => {
    const blocked = { did: BOB, handle: "bob.test", viewer: { muted: true } };
    assert.equal(moderateItems([blocked], moderation, { filtered: "mark" }).items[0]?.ui.inform, true);
  });
});
