import type { ModerationPreferences, ModerationSettings } from "../contract/ModerationSettings.ts";
import { createModeration, type Moderation } from "../decide/createModeration.ts";

export const ME = "did:plc:me";
export const BOB = "did:plc:bob";
export const LABELER = "did:plc:labeler";

/** What somebody decides by who has chosen little. */
export function moderationWith(
  preferences: Partial<ModerationPreferences> = {},
  settings: Omit<ModerationSettings, "preferences"> = { did: ME },
): Moderation {
  return createModeration({
    ...settings,
    preferences: {
      adultContentEnabled: true,
      labels: {},
      labelers: [{ did: LABELER, labels: {} }],
      mutedWords: [],
      hiddenPosts: [],
      ...preferences,
    },
  });
}

/** A label on something by bob. */
export function labelOf(val: string, more: object = {}): { src: string; uri: string; val: string; cts: string } {
  return { src: LABELER, uri: `at://${BOB}/app.bsky.feed.post/1`, val, cts: "2026-01-01T00:00:00.000Z", ...more };
}

/** A muted word for texts and tags. */
export function muted(value: string, more: object = {}): { value: string; targets: string[] } {
  return { value, targets: ["content", "tag"], ...more };
}

/** A view of a post by bob. */
export function postOf(record: object, more: object = {}): { uri: string; author: { did: string }; record: object } {
  return {
    uri: `at://${BOB}/app.bsky.feed.post/1`,
    author: { did: BOB },
    record: { $type: "app.bsky.feed.post", text: "", ...record },
    ...more,
  };
}
