import { isDid } from "../../syntax/did.ts";
import type { Text } from "../model/RichText.ts";
import { type Segment, toSegments } from "./toSegments.ts";

/**
 * A text as Markdown, which {@link fromMarkdown} reads back as it was: a link is `[read this](https://example.com)`, a
 * mention `[@bob.test](did:plc:...)`, a tag `[#atproto](#atproto)`; whatever Markdown would take for something else has
 * a backslash before it.
 *
 * @throws {InvalidOptionError} if `text` is no text
 * @example
 * ```ts
 * toMarkdown(post.record);
 * ```
 */
export function toMarkdown(text: Text): string {
  return toSegments(text)
    .map((segment) => {
      const shown = segment.text.replace(/[\\`*_[\]<>#~!|]/g, "\\$&");
      const target = targetOf(segment);
      return target === undefined ? shown : `[${shown}](${target.replace(/[\\()[\]<>]/g, "\\$&")})`;
    })
    .join("");
}

function targetOf(segment: Segment): string | undefined {
  if (segment.type === "link") return segment.uri;
  if (segment.type === "mention") return isDid(segment.did) ? segment.did : `@${segment.did}`;
  return segment.type === "tag" ? `#${segment.tag}` : undefined;
}
