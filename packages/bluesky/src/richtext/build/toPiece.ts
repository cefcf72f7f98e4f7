import { utf8Length } from "../../syntax/utf8Length.ts";
import type { FacetFeature, RichText } from "../model/RichText.ts";

/** A text that is one facet as a whole. */
export function toPiece(text: string, feature: FacetFeature): RichText {
  return { text, facets: [{ index: { byteStart: 0, byteEnd: utf8Length(text) }, features: [feature] }] };
}
