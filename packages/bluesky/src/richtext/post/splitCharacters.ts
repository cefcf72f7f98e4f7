import { utf8Length } from "../../syntax/utf8Length.ts";
import type { TextLength } from "../model/measureText.ts";

/** Splits a part of a text between characters, so that each piece fits. */
export function splitCharacters(
  text: string,
  start: number,
  end: number,
  limit: TextLength,
): (readonly [start: number, end: number])[] {
  const ranges: (readonly [number, number])[] = [];
  let [from, place, graphemes, bytes] = [start, start, 0, 0];
  for (const character of charactersOf(text.slice(start, end), limit)) {
    const size = utf8Length(character);
    if (place > from && (graphemes >= limit.graphemes || bytes + size > limit.bytes)) {
      ranges.push([from, place]);
      [from, graphemes, bytes] = [place, 0, 0];
    }
    place += character.length;
    graphemes++;
    bytes += size;
  }
  return [...ranges, [from, end]];
}

/** What a person sees as characters. Where the platform cannot tell, or one has no room in any part, code points. */
function* charactersOf(text: string, limit: TextLength): Generator<string> {
  // The types promise a Segmenter, not all engines have one.
  const { Segmenter } = Intl as { Segmenter?: typeof Intl.Segmenter };
  if (!Segmenter) return yield* text;
  for (const { segment } of new Segmenter().segment(text)) {
    if (utf8Length(segment) > limit.bytes) yield* segment;
    else yield segment;
  }
}
