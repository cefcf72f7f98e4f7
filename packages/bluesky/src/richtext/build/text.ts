import type { Facet } from "../../lexicons/app/bsky/richtext/facet.ts";
import { joinTexts } from "../edit/joinTexts.ts";
import type { RichText, Text } from "../model/RichText.ts";
import { link } from "./link.ts";
import { type Mentionable, type MentionOptions, mention } from "./mention.ts";
import { tag } from "./tag.ts";

/** A text that is put together piece by piece. It is a text itself, and never changes: each method gives a new one. */
export class TextBuilder implements RichText {
  /** What it says so far. */
  readonly text: string;
  /** What is marked in it. */
  readonly facets: readonly Facet[];

  constructor(pieces: readonly Text[]) {
    const { text, facets } = joinTexts(pieces);
    this.text = text;
    this.facets = facets;
  }

  /** Adds a text, with the facets that it may have. */
  add(piece: Text): TextBuilder {
    return new TextBuilder([this, piece]);
  }

  /** Adds what the function `mention` makes. */
  mention(actor: Mentionable, options: MentionOptions = {}): TextBuilder {
    return this.add(mention(actor, options));
  }

  /** Adds what the function `link` makes. */
  link(text: string, uri: string): TextBuilder {
    return this.add(link(text, uri));
  }

  /** Adds what the function `tag` makes. */
  tag(name: string): TextBuilder {
    return this.add(tag(name));
  }
}

/**
 * Begins a text that is put together piece by piece.
 *
 * @throws {InvalidOptionError} if a piece is no text
 * @example
 * ```ts
 * await post(client, text("Hello ").mention("bob.test").add(", ").link("read this", "https://example.com"));
 * ```
 */
export function text(...pieces: readonly Text[]): TextBuilder {
  return new TextBuilder(pieces);
}
