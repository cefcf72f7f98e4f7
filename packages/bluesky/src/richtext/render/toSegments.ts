import { placeFacets } from "../model/placeFacets.ts";
import type { FacetFeature, Text } from "../model/RichText.ts";
import { toRichText } from "../model/toRichText.ts";

/** A part of a text to show, and what it is. Together they are the whole text. */
export type Segment =
  | { readonly type: "text"; readonly text: string; readonly features: readonly FacetFeature[] }
  | {
      readonly type: "mention";
      /** The part of the text. */
      readonly text: string;
      /** The account; a handle where the mention was not resolved yet. */
      readonly did: string;
      /** All that its facet says of it. */
      readonly features: readonly FacetFeature[];
    }
  | { readonly type: "link"; readonly text: string; readonly uri: string; readonly features: readonly FacetFeature[] }
  | { readonly type: "tag"; readonly text: string; readonly tag: string; readonly features: readonly FacetFeature[] };

/**
 * The parts of a text in their order, for whoever shows it. A facet that makes no sense is plain text, and so is one of
 * a kind that is not known here, whose `features` tell more. Of several features of one facet the first that is known
 * counts.
 *
 * @throws {InvalidOptionError} if `text` is no text
 * @example
 * ```ts
 * for (const segment of toSegments(post.record)) {
 *   if (segment.type === "link") show(segment.text, segment.uri);
 * }
 * ```
 */
export function toSegments(text: Text): Segment[] {
  const rich = toRichText(text);
  const segments: Segment[] = [];
  let done = 0;
  const addText = (end: number): void => {
    if (done < end) segments.push({ type: "text", text: rich.text.slice(done, end), features: [] });
  };
  for (const { start, end, features } of placeFacets(rich)) {
    addText(start);
    segments.push(toSegment(rich.text.slice(start, end), features));
    done = end;
  }
  addText(rich.text.length);
  return segments;
}

function toSegment(text: string, features: readonly FacetFeature[]): Segment {
  // An open union does not tell what is in its variants.
  for (const { $type, did, uri, tag } of features as readonly { readonly [key: string]: unknown }[]) {
    if ($type === "app.bsky.richtext.facet#mention" && typeof did === "string") {
      return { type: "mention", text, did, features };
    }
    if ($type === "app.bsky.richtext.facet#link" && typeof uri === "string")
      return { type: "link", text, uri, features };
    if ($type === "app.bsky.richtext.facet#tag" && typeof tag === "string") return { type: "tag", text, tag, features };
  }
  return { type: "text", text, features };
}
