import type { Facet } from "../../lexicons/app/bsky/richtext/facet.ts";

/**
 * A text and what is marked in it: a post, a message, a profile's description, or a piece of one. Plain data, which is
 * never changed: what edits a text gives a new one.
 */
export interface RichText {
  /** The text as people read it. */
  readonly text: string;
  /** What is marked in it, by places in its UTF-8 bytes. */
  readonly facets?: readonly Facet[] | undefined;
  /** What posts of the first months have instead of facets: read where there are none, never written. */
  readonly entities?: readonly TextEntity[] | undefined;
}

/** A link or a mention in a post of the first months. Its places are those of JavaScript strings. */
export interface TextEntity {
  /** Where it begins and ends. */
  readonly index: { readonly start: number; readonly end: number };
  /** `link` or `mention`. */
  readonly type: string;
  /** An address, or a DID. */
  readonly value: string;
}

/** A text as it can be given: with facets, or as a plain string. */
export type Text = string | RichText;

/** What a facet says of its part of the text. */
export type FacetFeature = Facet["features"][number];
