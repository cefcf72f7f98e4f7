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
  const fits = (length: TextLength): boolean => length.graphemes <= limit.graphemes && length.bytes <= limit.bytes;
  const split = ([start, end]: Range): readonly Range[] =>
    fits(measureText(text.slice(start, end))) ? [[start, end]] : splitCharacters(text, start, end, limit);
  const edges = edgesOf(facets);
  return words.flatMap(([start, end], index) => {
    const next = words[index + 1]?.[0] ?? text.length;
    const space = text.slice(end, next);
    const endsSentence = isSentenceEnd(text.slice(start, end), space, text.charAt(next));
    const length = measureText(text.slice(start, end));
    const isWhole = fits(length);
    const parts: readonly Range[] = isWhole ? [[start, end]] : edges(start, end).flatMap(split);
    return parts.map(([from, to], part): Piece => {
      const isLast = part === parts.length - 1;
      return {
        start: from,
        textEnd: to,
        text: isWhole ? length : measureText(text.slice(from, to)),
        space: measureText(isLast ? space : ""),
        endsSentence: isLast && endsSentence,
      };
    });
  });
}

type Range = readonly [start: number, end: number];

/** Cuts words, in their order, before and after each facet. */
function edgesOf(facets: readonly PlacedFacet[]): (start: number, end: number) => Range[] {
  let next = 0;
  return (start, end) => {
    const parts: Range[] = [];
    let from = start;
    while ((facets[next]?.end ?? Infinity) <= start) next++;
    for (let facet = facets[next]; facet !== undefined && facet.start < end; facet = facets[++next]) {
      if (from < facet.start) parts.push([from, facet.start]);
      from = Math.max(from, facet.start);
      const to = Math.min(end, facet.end);
      if (from < to) parts.push([from, to]);
      from = to;
      if (facet.end > end) break;
    }
    if (from < end) parts.push([from, end]);
    return parts;
  };
}

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
