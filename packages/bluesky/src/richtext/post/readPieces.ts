import { measureText, type TextLength } from "../model/measureText.ts";
import type { PlacedFacet } from "../model/placeFacets.ts";
import { splitCharacters } from "./splitCharacters.ts";

/** A word with the white space after it, or whatever else must not be split. */
export interface Piece {
  readonly start: number;
  /** Where it ends without white space. */
  readonly textEnd: number;
  readonly text: TextLength;
  readonly space: TextLength;
  readonly endsSentence: boolean;
}

// What is written without spaces may be split after its punctuation.
const WORD = /[^\s、。！？，；：…」』】》〉）]+[、。！？，；：…」』】》〉）]*|[、。！？，；：…」』】》〉）]+/g;
const SENTENCE_END = /[.!?…]["'”’»)\]]*$/;
const ABBREVIATION = /(?:^|[("'“‘«[])(?:\p{L}|mr|mrs|ms|dr|prof|st|vs|etc|no|\p{L}\.\p{L})\.$/iu;

/** The pieces of a text, none longer than a part has room for. Facets are not split if they fit. */
export function readPieces(text: string, facets: readonly PlacedFacet[], limit: TextLength): Piece[] {
  const words = joinAcross(wordsOf(text), facets);
  return words.flatMap(([start, end], index) => {
    const next = words[index + 1]?.[0] ?? text.length;
    const space = text.slice(end, next);
    const endsSentence = isSentenceEnd(text.slice(start, end), space, text.charAt(next));
    const length = measureText(text.slice(start, end));
    const fits = length.graphemes <= limit.graphemes && length.bytes <= limit.bytes;
    const parts = fits ? [[start, end] as const] : splitCharacters(text, start, end, limit);
    return parts.map(([from, to], part): Piece => {
      const isLast = part === parts.length - 1;
      return {
        start: from,
        textEnd: to,
        text: fits ? length : measureText(text.slice(from, to)),
        space: measureText(isLast ? space : ""),
        endsSentence: isLast && endsSentence,
      };
    });
  });
}

type Range = readonly [start: number, end: number];

function wordsOf(text: string): Range[] {
  return [...text.matchAll(WORD)].map((match) => [match.index, match.index + match[0].length]);
}

/** Words that a facet covers together are one. */
function joinAcross(words: readonly Range[], facets: readonly PlacedFacet[]): Range[] {
  const joined: Range[] = [];
  let next = 0;
  for (const [start, end] of words) {
    const before = joined.at(-1);
    while ((facets[next]?.end ?? Infinity) <= start) next++;
    const facet = facets[next];
    if (before !== undefined && facet !== undefined && facet.start < before[1])
      joined[joined.length - 1] = [before[0], end];
    else joined.push([start, end]);
  }
  return joined;
}

function isSentenceEnd(word: string, space: string, next: string): boolean {
  // A line is at least a sentence. Scripts without spaces have none after it either.
  if (/\n/.test(space) || /[。！？][」』】》〉）”’]*$/.test(word)) return true;
  const isLowerCase = next !== next.toUpperCase();
  return space !== "" && SENTENCE_END.test(word) && !isLowerCase && !ABBREVIATION.test(word);
}
