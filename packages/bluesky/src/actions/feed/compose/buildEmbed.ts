import { invalidOption } from "../../../errors/InvalidOptionError.ts";
import type { RecordWithMedia } from "../../../lexicons/app/bsky/embed/recordWithMedia.ts";
import type { Post } from "../../../lexicons/app/bsky/feed/post.ts";
import type { StrongRef } from "../../../lexicons/com/atproto/repo/strongRef.ts";
import type { PostParts } from "./PostOptions.ts";

/**
 * What a post embeds: a record, media, or both.
 *
 * @param quoted what the option `quote` refers to
 * @throws {InvalidOptionError} where there is more than one of either
 */
export function buildEmbed(
  { card, embed }: Pick<PostParts, "card" | "embed">,
  quoted: StrongRef | undefined,
): Post["embed"] {
  const isRecord = embed?.$type === "app.bsky.embed.record";
  const isBoth = embed?.$type === "app.bsky.embed.recordWithMedia";
  const given = isRecord || isBoth ? undefined : embed;
  if (card && (given || isBoth))
    throw invalidOption("card", "A post has one of `card` and media in `embed`, got both.");
  if (quoted && (isRecord || isBoth)) {
    throw invalidOption("quote", "A post quotes one thing, got `quote` and another record in `embed`.");
  }
  const media = given ?? (card && toExternal(card));
  const record = quoted ? { record: quoted } : isRecord ? { record: embed.record } : undefined;
  if (!record || isBoth) return isBoth ? embed : media;
  if (!media) return { $type: "app.bsky.embed.record", ...record };
  // What is neither a record nor both of them is media, or what a later lexicon adds.
  const both = media as RecordWithMedia["media"];
  return { $type: "app.bsky.embed.recordWithMedia", record, media: both };
}

function toExternal({ uri, title, description = "", thumb, associatedRefs }: NonNullable<PostParts["card"]>) {
  const external = { uri, title, description, ...(thumb && { thumb }), ...(associatedRefs && { associatedRefs }) };
  return { $type: "app.bsky.embed.external" as const, external };
}
