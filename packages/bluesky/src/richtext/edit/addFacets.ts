import type { Facet } from "../../lexicons/app/bsky/richtext/facet.ts";
import { cleanFacets } from "../model/cleanFacets.ts";
import type { RichText, Text } from "../model/RichText.ts";
import { toRichText } from "../model/toRichText.ts";
import type { EditedText } from "./editText.ts";

/**
 * Adds facets to a text where it has none yet.
 *
 * @throws {InvalidOptionError} if `text` is no text
 */
export function addFacets(text: Text, facets: readonly Facet[]): EditedText {
  const rich: RichText = toRichText(text);
  const kept = cleanFacets(rich);
  let next = 0;
  const fitting = cleanFacets({ text: rich.text, facets }).filter(({ index: { byteStart, byteEnd } }) => {
    while ((kept[next]?.index.byteEnd ?? Infinity) <= byteStart) next++;
    return (kept[next]?.index.byteStart ?? Infinity) >= byteEnd;
  });
  const all = [...kept, ...fitting].sort((a, b) => a.index.byteStart - b.index.byteStart);
  return { text: rich.text, facets: all };
}
