import type { Facet } from "../../lexicons/app/bsky/richtext/facet.ts";
import { placeFacets, toFacets } from "./placeFacets.ts";
import type { Text } from "./RichText.ts";
import { toRichText } from "./toRichText.ts";

/**
 * The facets of a text that somebody else has written, made safe: in their order, within the text, on boundaries of
 * characters, none over another. Those that are not are left out, so that their part of the text is plain. Everything
 * in `bluesky/richtext` that takes a text with facets does so by itself.
 *
 * @throws {InvalidOptionError} if `text` is no text
 * @example
 * ```ts
 * const facets = cleanFacets(post.record);
 * ```
 */
export function cleanFacets(text: Text): Facet[] {
  const rich = toRichText(text);
  return toFacets(rich.text, placeFacets(rich));
}
