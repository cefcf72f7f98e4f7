import { createRandom } from "../../random/createRandom.ts";
import type { Entry, Picture } from "../content/Entry.ts";
import { people } from "../content/people.ts";
import { detachedQuotes, feeds } from "../content/society.ts";
import type { Draft } from "./createDraft.ts";
import { parseRichText } from "./parseRichText.ts";
import { labelled, picture, ref, uri } from "./placeholders.ts";
import { type PlannedPost, span } from "./planPosts.ts";
import type { PlannedValue, SeedPlan } from "./SeedPlan.ts";

const collection = "app.bsky.feed.post";
const hour = 3_600_000;

/** Adds the posts and their gates, in the order of time. */
export function planConversations(draft: Draft, posts: readonly PlannedPost[]): void {
  for (const post of posts) {
    const { id, entry, at, root, parent } = post;
    const { text, facets } = parseRichText(entry.text);
    const value = {
      text,
      ...(facets.length > 0 && { facets }),
      langs: entry.langs ?? ["en"],
      ...(root && parent && { reply: { root: ref(root.id), parent: ref(parent.id) } }),
      embed: embed(draft, post),
      tags: entry.tags,
      labels: entry.selfLabels && labelled(entry.selfLabels),
    };
    // Whoever may answer is known by the follows and lists of step 0.
    const record = draft.add({ id, by: entry.by, collection, at, value, step: 1 });
    const gate = { by: entry.by, recordKey: record.recordKey, at, step: record.step };
    if (entry.replies !== undefined) {
      const value = { post: uri(id), allow: allow(entry.replies) };
      draft.add({ ...gate, collection: "app.bsky.feed.threadgate", value });
    }
    if (entry.noQuotes) {
      const value = { post: uri(id), embeddingRules: [{ $type: "app.bsky.feed.postgate#disableRule" }] };
      draft.add({ ...gate, collection: "app.bsky.feed.postgate", value });
    }
  }
}

/** Adds likes, reposts and cut-off quotes: after the posts. */
export function planReactions(draft: Draft, posts: readonly PlannedPost[], step: number): void {
  const random = createRandom("reactions");
  const readers = people.filter(({ name, look }) => look !== "machine" && name !== "bestdeals");
  const later = (at: number) =>
    Math.min(at + Math.round(random.next() ** 2 * 8 * hour), span - random.between(0, 50_000));
  for (const { id, entry, at, parent } of posts) {
    if (entry.deleted) continue;
    const liked =
      (people.find(({ name }) => name === entry.by)?.popularity ?? 0) * (parent === undefined ? 0.55 : 0.25);
    for (const { name: by } of readers) {
      const [likes, reposts] = [random.chance(liked), parent === undefined && random.chance(liked / 6)];
      if (by === entry.by) continue;
      const value = { subject: ref(id) };
      if (likes) draft.add({ by, collection: "app.bsky.feed.like", at: later(at), value, step });
      if (reposts) draft.add({ by, collection: "app.bsky.feed.repost", at: later(at), value, step });
    }
  }
  for (const { id, by: author } of feeds) {
    for (const { name: by } of readers) {
      if (by === author || !random.chance(0.5)) continue;
      draft.add({ by, collection: "app.bsky.feed.like", at: later(span / 2), value: { subject: ref(id) }, step });
    }
  }
  for (const [quoted, quote] of detachedQuotes) {
    const { by, recordKey } = draft.get(quoted);
    const value = { post: uri(quoted), detachedEmbeddingUris: [uri(quote)] };
    draft.add({ by, collection: "app.bsky.feed.postgate", recordKey, at: span - hour, value, step });
  }
}

/** What the feeds hold: the ids of their posts, newest first. */
export function planFeeds(posts: readonly PlannedPost[]): SeedPlan["feeds"] {
  return feeds.map(({ id, holds }) => ({
    record: id,
    posts: posts
      .filter(({ entry }) =>
        holds === "pictures" ? entry.pictures !== undefined : entry.text.includes(`#${holds.tag}`),
      )
      .map((post) => post.id)
      .reverse(),
  }));
}

function embed(draft: Draft, { id, entry }: PlannedPost): PlannedValue | undefined {
  const media = entry.card === undefined ? pictures(draft, id, entry) : card(draft, id, entry);
  if (entry.quote === undefined) return media;
  const record = { $type: "app.bsky.embed.record", record: ref(entry.quote) };
  if (media === undefined) return record;
  return { $type: "app.bsky.embed.recordWithMedia", record, media };
}

function pictures(draft: Draft, id: string, { by, pictures }: Entry): PlannedValue | undefined {
  if (pictures === undefined) return undefined;
  const shown = pictures.map(([scene, light, alt, shape], index) => {
    const aspectRatio = sizes[shape ?? "usual"];
    return { image: picture(draft, `${id} ${index}`, by, { scene, light, ...aspectRatio }), alt, aspectRatio };
  });
  if (shown.length <= 4) return { $type: "app.bsky.embed.images", images: shown };
  const items = shown.map((image) => ({ $type: "app.bsky.embed.gallery#image", ...image }));
  return { $type: "app.bsky.embed.gallery", items };
}

const sizes: Record<NonNullable<Picture[3]> | "usual", { width: number; height: number }> = {
  usual: { width: 800, height: 600 },
  wide: { width: 900, height: 450 },
  tall: { width: 480, height: 640 },
  square: { width: 600, height: 600 },
};

function card(draft: Draft, id: string, { by, card }: Entry): PlannedValue | undefined {
  if (card === undefined) return undefined;
  const { picture: motif, ...external } = card;
  if (motif === undefined) return { $type: "app.bsky.embed.external", external };
  const [scene, light] = motif;
  const thumb = picture(draft, `${id} card`, by, { scene, light, width: 600, height: 315 });
  return { $type: "app.bsky.embed.external", external: { ...external, thumb } };
}

function allow(replies: NonNullable<Entry["replies"]>): PlannedValue {
  if (replies === "nobody") return [];
  const mentioned = { $type: "app.bsky.feed.threadgate#mentionRule" };
  switch (replies) {
    case "followers":
      return [mentioned, { $type: "app.bsky.feed.threadgate#followerRule" }];
    case "following":
      return [mentioned, { $type: "app.bsky.feed.threadgate#followingRule" }];
    default:
      return [mentioned, { $type: "app.bsky.feed.threadgate#listRule", list: uri(replies) }];
  }
}
