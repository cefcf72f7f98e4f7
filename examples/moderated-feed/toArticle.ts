import { Post } from "bluesky/app/bsky/feed";
import type { FeedViewPost } from "bluesky/app/bsky/feed/defs";
import { describeCause, type ModeratedItem, type Moderation, type ModerationUi } from "bluesky/moderation";

/** A post as it may be shown: covered, with its pictures covered, with notes. */
export function toArticle({ item, decision, ui }: ModeratedItem<FeedViewPost>, moderation: Moderation): HTMLElement {
  const { post } = item;
  const article = document.createElement("article");
  article.dataset.uri = post.uri;
  article.append(text("strong", post.author.displayName || post.author.handle));
  for (const cause of [...ui.alerts, ...ui.informs]) {
    const { title, source } = describeCause(cause, moderation);
    article.append(Object.assign(text("span", `${title} (${source})`), { className: "note" }));
  }
  const content = document.createElement("div");
  content.append(
    text("p", Post.is(post.record) ? post.record.text : ""),
    ...cover(pictures(post), decision.ui("contentMedia"), moderation),
  );
  article.append(...cover([content], ui, moderation));
  return article;
}

/** Elements as they are, or under a cover that says why, and opens where it may. */
function cover(elements: readonly HTMLElement[], ui: ModerationUi, moderation: Moderation): readonly HTMLElement[] {
  const [cause] = ui.blurs;
  if (!cause || elements.length === 0) return elements;
  const { title, text: why, source, change } = describeCause(cause, moderation);
  const reason = `${title}. ${why} By ${source}. ${change ?? ""}`;
  if (ui.noOverride) return [Object.assign(text("p", reason), { className: "cover" })];
  const details = Object.assign(document.createElement("details"), { className: "cover" });
  details.append(text("summary", `${reason} Show anyway`), ...elements);
  return [details];
}

function pictures({ embed }: FeedViewPost["post"]): HTMLElement[] {
  const images = embed?.$type === "app.bsky.embed.images#view" ? embed.images : [];
  return images.map(({ thumb, alt }) => Object.assign(document.createElement("img"), { src: thumb, alt }));
}

function text(name: string, content: string): HTMLElement {
  return Object.assign(document.createElement(name), { textContent: content });
}
