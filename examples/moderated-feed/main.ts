import { getAuthorFeed } from "bluesky/app/bsky/feed";
import { BlueskyError, createClient } from "bluesky/client";
import { createModeration, loadModeration, type Moderation, moderateItems } from "bluesky/moderation";
import { toArticle } from "./toArticle.ts";

const network = import.meta.env.VITE_NETWORK === undefined ? undefined : JSON.parse(import.meta.env.VITE_NETWORK);
const client = createClient({ network });
const form = element<HTMLFormElement>("form");
form.addEventListener("submit", (event) => {
  event.preventDefault();
  show(new FormData(form));
});

async function show(choices: FormData): Promise<void> {
  const status = element("[role=status]");
  try {
    const moderation = choose(await loadModeration(client), choices);
    const asking = client.with({ labelers: moderation.labelers });
    const { feed } = await getAuthorFeed(asking, { actor: String(choices.get("actor")), limit: 30 });
    const { items, dropped } = moderateItems(feed, moderation);
    element("main").replaceChildren(...items.map((item) => toArticle(item, moderation)));
    status.textContent = `${items.length} posts, ${dropped} left out`;
  } catch (error) {
    status.textContent = error instanceof BlueskyError ? `${error.code}: ${error.message}` : String(error);
  }
}

/** What was gathered, with what somebody has chosen on this page. */
function choose({ settings }: Moderation, choices: FormData): Moderation {
  const setting = String(choices.get("setting"));
  const words = String(choices.get("words")).split(",");
  const mutedWords = words
    .map((word) => ({ value: word.trim(), targets: ["content", "tag"] }))
    .filter(({ value }) => value);
  const labelers = settings.preferences.labelers.map((labeler) => {
    const identifiers = (settings.definitions?.[labeler.did] ?? []).map(({ identifier }) => identifier);
    return setting ? { ...labeler, labels: Object.fromEntries(identifiers.map((name) => [name, setting])) } : labeler;
  });
  const adultContentEnabled = choices.has("adult");
  return createModeration({
    ...settings,
    preferences: { ...settings.preferences, adultContentEnabled, labelers, mutedWords },
  });
}

function element<E extends HTMLElement>(selector: string): E {
  const found = document.querySelector<E>(selector);
  if (found === null) throw new Error(`The page has no ${selector}.`);
  return found;
}
