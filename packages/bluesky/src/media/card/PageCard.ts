import type { MediaError } from "../model/MediaError.ts";

/** The image of a link card. */
export interface CardImage {
  /** Its bytes: up to 1,000,000. */
  readonly data: Uint8Array;
  /** What they are, by the way they begin. */
  readonly mimeType: string;
  /** Where it was. */
  readonly url?: string | undefined;
  /** What the page says that it shows. */
  readonly alt?: string | undefined;
}

/** What a link card shows, as `fetchCard` finds it out. It can be changed, and given to `card`. */
export interface PageCard {
  /** The URL that the card leads to: the one that was given. */
  readonly uri: string;
  /** What it says in large letters. */
  readonly title: string;
  /** What it says below. */
  readonly description: string;
  /** The image above it. */
  readonly image?: CardImage | undefined;
  /** Why there is no image though the page names one. */
  readonly imageError?: MediaError | undefined;
  /** The URL that the page says it has, where that is on the host that it came from. */
  readonly canonical?: string | undefined;
}
