import type { Light, Scene } from "../pictures/drawLandscape.ts";

/** A picture with the words for those who do not see it. */
export type Picture = readonly [scene: Scene, light: Light, alt: string, shape?: "wide" | "tall" | "square"];

/** Where an external card leads. */
export interface Card {
  uri: string;
  title: string;
  description: string;
  picture?: readonly [scene: Scene, light: Light];
}

/**
 * A post as it is written down here.
 *
 * In the text `@{bob}` mentions a person, `[words](https://…)` is a link, and `#tag` and bare addresses speak for
 * themselves: see `parseRichText`.
 */
export interface Entry {
  by: string;
  text: string;
  /** Names it, for others to quote. */
  id?: string;
  /** Languages of the text. English by default. */
  langs?: readonly string[];
  pictures?: readonly Picture[];
  card?: Card;
  /** Id of an entry, list, feed or starter pack that it quotes. */
  quote?: string;
  /** Tags that are not in the text. */
  tags?: readonly string[];
  selfLabels?: readonly string[];
  /** Who may reply, besides those who are mentioned. */
  replies?: "followers" | "following" | "nobody" | "list:garden";
  /** Whether it refuses to be quoted. */
  noQuotes?: boolean;
  /** Deleted once everything else is there. */
  deleted?: boolean;
  /** What was answered, in order. */
  re?: readonly Entry[];
}
