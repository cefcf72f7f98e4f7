import { invalidOption } from "../../../errors/InvalidOptionError.ts";
import type { RecordWithMedia } from "../../../lexicons/app/bsky/embed/recordWithMedia.ts";
import type { Post } from "../../../lexicons/app/bsky/feed/post.ts";
import type { StrongRef } from "../../../lexicons/com/atproto/repo/strongRef.ts";
import type { MediaEmbed } from "./prepareMedia.ts";

/**
 * What a post embeds: a record, media, or both.
 *
 * @param embed what the option `embed` says
 * @param quoted what the option `quote` refers to
 * @param prepared the media of other options
 * @throws {InvalidOptionError} where there is more than one record
 */
export function buildEmbed(
  embed: Post["embed"],
  quoted: StrongRef | undefined,
  prepared: MediaEmbed | undefined,
): Post["embed"] {
  const isRecord = embed?.$type === "app.bsky.embed.record";
  const isBoth = embed?.$type === "app.bsky.embed.recordWithMedia";
  if (quoted && (isRecord || isBoth)) {
    throw invalidOption("quote", "A post quotes one thing, got `quote` and another record in `embed`.");
  }
  const media = prepared ?? (isRecord || isBoth ? undefined : embed);
  const record = quoted ? { record: quoted } : isRecord ? { record: embed.record } : undefined;
  if (!record || isBoth) return isBoth ? embed : media;
  if (!media) return { $type: "app.bsky.embed.record", ...record };
  // What is neither a record nor both of them is media, or what a later lexicon adds.
  const both = media as RecordWithMedia["media"];
  return { $type: "app.bsky.embed.recordWithMedia", record, media: both };
}
