import { createClient } from "bluesky/client";
import {
  createModeratedClient,
  createModeration,
  describeCause,
  moderateItems,
  moderateRecord,
} from "bluesky/moderation";
import type { Cases } from "../Case.ts";
import { fails, same } from "../expect.ts";
import { networkAt } from "../networkAt.ts";

const author = { did: "did:plc:bob" };
const uri = "at://did:plc:bob/app.bsky.feed.post/1";
const postOf = (text: string): object => ({ post: { uri, author, record: { $type: "app.bsky.feed.post", text } } });
const moderation = createModeration({
  did: "did:plc:me",
  preferences: {
    adultContentEnabled: false,
    labels: {},
    labelers: [{ did: "did:plc:mod", labels: {} }],
    mutedWords: ["s@ssy", "猫", "well known"].map((value) => ({ value, targets: ["content"] })),
    hiddenPosts: [],
  },
});

export const cases: Cases = {
  "muted words are found, in any script": () => {
    const feed = ["sassy", "S@SSY!", "これは猫です", "well-known", "nothing"].map(postOf);
    const { items, dropped } = moderateItems(feed, moderation);
    same([items.length, dropped], [2, 3]);
  },

  "a label is decided about, and said in words": async () => {
    const labels = [{ src: "did:plc:mod", uri, val: "porn", cts: "2026-01-01T00:00:00Z" }];
    const [cause] = (await moderateRecord({ uri, labels }, moderation)).causes;
    same(cause && describeCause(cause, moderation).title, "Pornography");
    const verify = async (): Promise<boolean> => false;
    same((await moderateRecord({ uri, labels }, moderation, { verify })).causes, []);
  },

  "the check of a label is given up": async () => {
    const labels = [{ src: "did:plc:mod", uri, val: "porn" }];
    const verify = (): Promise<boolean> => new Promise(() => {});
    const controller = new AbortController();
    const given = moderateRecord({ uri, labels }, moderation, { verify, signal: controller.signal });
    controller.abort();
    await fails("aborted", () => given);
  },

  "without an account there are defaults": async ({ origin }) => {
    const client = createClient({ network: { ...networkAt(origin), labelers: [] } });
    const moderated = await createModeratedClient(client);
    same(moderated.moderation.settings.preferences.labels, {
      porn: "hide",
      sexual: "warn",
      nudity: "ignore",
      "graphic-media": "warn",
    });
    same(moderated["~client"].options.labelers, []);
  },
};
