import { invalidOption } from "../../../errors/InvalidOptionError.ts";
import { typeOf } from "../../../errors/typeOf.ts";
import type { Facet } from "../../../lexicons/app/bsky/richtext/facet.ts";
import { measureText } from "../../../richtext/model/measureText.ts";
import { postError } from "../../refs/PostError.ts";
import type { PostParts } from "./PostOptions.ts";

/** A post whose text is as it will be, and what there is beside it. */
export interface PreparedPost {
  readonly text: string;
  readonly facets: readonly Facet[];
  readonly unresolved: readonly string[];
  readonly parts: PostParts;
}

const MAX_GRAPHEMES = 300;
const MAX_BYTES = 3000;

/**
 * Refuses a text that no server takes.
 *
 * @throws {PostError} `text_too_long`
 */
export function checkText(text: string): void {
  const { graphemes, bytes } = measureText(text);
  if (graphemes <= MAX_GRAPHEMES && bytes <= MAX_BYTES) return;
  const size = graphemes > MAX_GRAPHEMES ? `${graphemes} graphemes` : `${bytes} bytes`;
  const message = `expected a text of at most ${MAX_GRAPHEMES} graphemes and ${MAX_BYTES} bytes, got ${size}: \`thread\` splits it`;
  throw postError("text_too_long", message);
}

/**
 * Refuses what is no text, as a program without types may give it.
 *
 * @throws {InvalidOptionError}
 */
export function checkGivenText(text: unknown): void {
  if (typeof text === "string" || typeof Object(text).text === "string") return;
  throw invalidOption("text", `Expected a text, got ${typeOf(text)}.`);
}
