import { placeFacets } from "../model/placeFacets.ts";
import type { FacetFeature, Text } from "../model/RichText.ts";
import { toRichText } from "../model/toRichText.ts";

/** A facet, and where it is in the JavaScript string. */
export interface FoundFacet {
  /** Where it begins. */
  readonly start: number;
  /** Where it ends: the character there is no longer part of it. */
  readonly end: number;
  /** What it covers. */
  readonly text: string;
  /** What it says of that: a mention, a link, a tag. */
  readonly features: readonly FacetFeature[];
}

/**
 * The facet at a place of a text, as at the caret of a text field. At its end it still counts, unless another begins
 * there.
 *
 * @throws {InvalidOptionError} if `text` is no text
 * @example
 * ```ts
 * facetAt(draft, field.selectionStart);
 * ```
 */
export function facetAt(text: Text, caret: number): FoundFacet | undefined {
  const rich = toRichText(text);
  const touching = placeFacets(rich).filter(({ start, end }) => start <= caret && caret <= end);
  const found = touching.at(-1);
  return found && { ...found, text: rich.text.slice(found.start, found.end) };
}
