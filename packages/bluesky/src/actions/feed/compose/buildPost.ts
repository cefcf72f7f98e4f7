import type { Post, ReplyRef } from "../../../lexicons/app/bsky/feed/post.ts";
import type { StrongRef } from "../../../lexicons/com/atproto/repo/strongRef.ts";
import { buildEmbed } from "./buildEmbed.ts";
import type { PreparedPost } from "./PreparedPost.ts";
import type { MediaEmbed } from "./prepareMedia.ts";

/** What a post refers to, and when it was written. */
interface Context {
  readonly quoted: StrongRef | undefined;
  readonly media: MediaEmbed | undefined;
  readonly reply: ReplyRef | undefined;
  readonly createdAt: string;
}

/**
 * Makes the record of a post. What is not said is left out.
 *
 * @throws {InvalidOptionError} where it is to embed more than it can
 */
export function buildPost({ text, facets, parts }: PreparedPost, { quoted, media, reply, createdAt }: Context): Post {
  const { langs, labels, tags } = parts;
  const embed = buildEmbed(parts.embed, quoted, media);
  const values = labels?.map((val) => ({ val }));
  return {
    text,
    ...(facets.length > 0 && { facets: [...facets] }),
    ...(reply && { reply }),
    ...(embed && { embed }),
    ...(langs?.length && { langs: [...langs] }),
    ...(values?.length && { labels: { $type: "com.atproto.label.defs#selfLabels", values } }),
    ...(tags?.length && { tags: [...tags] }),
    createdAt,
  };
}
