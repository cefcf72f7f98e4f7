import type { FacetFeature } from "../model/RichText.ts";

/** What a scanner has found, from where to where in the text, in UTF-16 code units. */
export interface Found {
  readonly feature: FacetFeature;
  readonly start: number;
  readonly end: number;
}

/** A number: there is nothing up to that place, which need not be looked at again. */
export type Scanned = Found | number | undefined;
