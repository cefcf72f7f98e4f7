import { type PlacedFacet, placeFacets, toFacets } from "../model/placeFacets.ts";
import type { Text } from "../model/RichText.ts";
import { toRichText } from "../model/toRichText.ts";
import type { EditedText } from "./editText.ts";
import { toRange } from "./toRange.ts";

/**
 * A part of a text, with the facets of that part. Places are those of JavaScript strings; as in {@link replaceText}
 * they are moved into the text and out of characters.
 *
 * @throws {InvalidOptionError} if the text is none, or a place no number
 */
export function sliceText(text: Text, start: number, end: number): EditedText {
  const rich = toRichText(text);
  const [from, to] = toRange(rich.text, start, end);
  return slicePlaced(rich.text, placeFacets(rich), from, to);
}

/** The same with facets that are placed, from and to boundaries of characters. */
export function slicePlaced(text: string, placed: readonly PlacedFacet[], start: number, end: number): EditedText {
  const part = text.slice(start, end);
  const within = placed
    .map((facet) => ({ ...facet, start: Math.max(facet.start, start) - start, end: Math.min(facet.end, end) - start }))
    .filter((facet) => facet.start < facet.end);
  return { text: part, facets: toFacets(part, within) };
}
