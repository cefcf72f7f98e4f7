import { getAuthorFeed, Post } from "bluesky/app/bsky/feed";
import type { FeedViewPost } from "bluesky/app/bsky/feed/defs";
import { BlueskyError, createClient } from "bluesky/client";

const network = import.meta.env.VITE_NETWORK === undefined ? undefined : JSON.parse(import.meta.env.VITE_NETWORK);
const client = createClient({ network });

const actor = new URLSearchParams(location.search).get("actor");
if (actor !== null) {
  element<HTMLInputElement>("input").value = actor;
  await show(actor);
}

async function show(actor: string): Promise<void> {
  const status = element("[role=status]");
  const more = element<HTMLButtonElement>("#more");
  const pages = getAuthorFeed.pages(client, { actor, limit: 10, filter: "posts_no_replies" });
  const next = async (): Promise<void> => {
    more.hidden = true;
    status.textContent = "Loading …";
    try {
      const { value: page } = await pages.next();
      element("main").append(...(page?.feed ?? []).map(toArticle));
      more.hidden = page?.cursor === undefined;
      status.textContent = "";
    } catch (error) {
      status.textContent = error instanceof BlueskyError ? `${error.code}: ${error.message}` : String(error);
    }
  };
  more.addEventListener("click", next);
  await next();
}

function toArticle({ post }: FeedViewPost): HTMLElement {
  const article = document.createElement("article");
  const author = document.createElement("strong");
  author.textContent = post.author.displayName || post.author.handle;
  const text = document.createElement("p");
  text.textContent = Post.is(post.record) ? post.record.text : "";
  article.append(author, text);
  if (post.embed?.$type === "app.bsky.embed.images#view") {
    for (const { thumb, alt } of post.embed.images) {
      article.append(Object.assign(document.createElement("img"), { src: thumb, alt }));
    }
  }
  return article;
}

function element<E extends HTMLElement>(selector: string): E {
  const found = document.querySelector<E>(selector);
  if (found === null) throw new Error(`The page has no ${selector}.`);
  return found;
}
