import { invalidOption } from "../../errors/InvalidOptionError.ts";
import type { EditedText } from "../edit/editText.ts";
import { joinTexts } from "../edit/joinTexts.ts";
import { slicePlaced } from "../edit/sliceText.ts";
import { measureText, type TextLength } from "../model/measureText.ts";
import { placeFacets } from "../model/placeFacets.ts";
import type { Text } from "../model/RichText.ts";
import { toRichText } from "../model/toRichText.ts";
import { type Piece, readPieces } from "./readPieces.ts";

/** Options of {@link splitText}. */
export interface SplitTextOptions {
  /** How many characters a part may have. @default 300, as a post */
  readonly maxGraphemes?: number | undefined;
  /** How many bytes a part may have. @default 3_000, as a post */
  readonly maxBytes?: number | undefined;
  /**
   * What is put at the end of each part, if there are several: `true` for ` (1/3)`, or a function of the part's number,
   * from 1, and their count.
   *
   * @default false
   */
  readonly number?: boolean | ((index: number, count: number) => string) | undefined;
}

/**
 * Splits a long text into parts that fit into posts: between sentences, else between words, and only inside of what is
 * too long for one part between characters. Facets stay whole, at their places in the parts, as long as they fit. White
 * space where it is split is left out.
 *
 * Facets are not detected: see {@link detectFacets}, or {@link prepareText}, which does all that a text needs before it
 * is posted.
 *
 * @throws {InvalidOptionError} if `text` is no text, or a limit leaves no room
 * @example
 * ```ts
 * splitText(await prepareText(client, article), { number: true });
 * ```
 */
export function splitText(text: Text, options: SplitTextOptions = {}): EditedText[] {
  const rich = toRichText(text);
  const { number = false } = options ?? {}; // programs without types give null
  const limit = {
    graphemes: readLimit("maxGraphemes", options?.maxGraphemes ?? 300, 1),
    bytes: readLimit("maxBytes", options?.maxBytes ?? 3_000, LONGEST_CHARACTER),
  };
  const label = number === true ? (index: number, count: number) => ` (${index}/${count})` : number;
  const placed = placeFacets(rich);
  const slice = ([start, end]: Range): EditedText => slicePlaced(rich.text, placed, start, end);
  let reserved: TextLength = { graphemes: 0, bytes: 0 };
  for (;;) {
    const room = { graphemes: limit.graphemes - reserved.graphemes, bytes: limit.bytes - reserved.bytes };
    if (room.graphemes < 1 || room.bytes < LONGEST_CHARACTER) {
      throw invalidOption("number", "The number of a part leaves no room for its text.");
    }
    const places = partsOf(readPieces(rich.text, placed, room), room);
    if (!label || places.length < 2) return places.map(slice);
    const labels = places.map((_, index) => String(label(index + 1, places.length)));
    const longest = labels.map(measureText).reduce(longer, reserved);
    if (longest.graphemes === reserved.graphemes && longest.bytes === reserved.bytes) {
      return places.map((place, index) => joinTexts([slice(place), labels[index] ?? ""]));
    }
    // With more room for numbers there may be more parts, whose numbers are longer: the room only ever grows.
    reserved = longest;
  }
}

/** In bytes. */
const LONGEST_CHARACTER = 4;

type Range = readonly [start: number, end: number];

function longer(a: TextLength, b: TextLength): TextLength {
  return { graphemes: Math.max(a.graphemes, b.graphemes), bytes: Math.max(a.bytes, b.bytes) };
}

function readLimit(option: string, value: number, least: number): number {
  if (Number.isSafeInteger(value) && value >= least) return value;
  throw invalidOption(option, `Expected a whole number from ${least} on as \`${option}\`, got ${String(value)}.`);
}

/** From where to where the parts go, without white space at their ends. */
function partsOf(pieces: readonly Piece[], limit: TextLength): Range[] {
  const parts: Range[] = [];
  for (let first = 0; first < pieces.length; ) {
    const after = endOfPart(pieces, first, limit);
    const [start, end] = [pieces[first]?.start ?? 0, pieces[after - 1]?.textEnd ?? 0];
    if (start < end) parts.push([start, end]);
    first = after;
  }
  return parts;
}

/** The first piece that is not of the part any more. */
function endOfPart(pieces: readonly Piece[], first: number, limit: TextLength): number {
  const after = fill(pieces, first, limit);
  if (after === pieces.length) return after;
  let sentence = after;
  while (sentence > first && !pieces[sentence - 1]?.endsSentence) sentence--;
  // A sentence that fits into no part is split anyway: then a part may as well be full.
  const isWorth = sentence > first && (endsSentence(pieces, sentence, limit) || sentence - first > (after - first) / 2);
  return isWorth ? sentence : after;
}

/** Whether the sentence that begins with a piece fits into one part. */
function endsSentence(pieces: readonly Piece[], first: number, limit: TextLength): boolean {
  const after = fill(pieces, first, limit);
  return after === pieces.length || pieces.slice(first, after).some((piece) => piece.endsSentence);
}

/** As many pieces as there is room for, from the first one on; at least one. */
function fill(pieces: readonly Piece[], first: number, limit: TextLength): number {
  let [graphemes, bytes] = [0, 0];
  for (let index = first; index < pieces.length; index++) {
    const { text, space } = pieces[index] ?? { text: limit, space: limit };
    // The white space after the last piece takes no room.
    const tooLong = graphemes + text.graphemes > limit.graphemes || bytes + text.bytes > limit.bytes;
    if (tooLong && index > first) return index;
    graphemes += text.graphemes + space.graphemes;
    bytes += text.bytes + space.bytes;
  }
  return pieces.length;
}
