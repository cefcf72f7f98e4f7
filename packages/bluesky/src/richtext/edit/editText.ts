import type { Facet } from "../../lexicons/app/bsky/richtext/facet.ts";
import { type PlacedFacet, placeFacets, toFacets } from "../model/placeFacets.ts";
import type { RichText, Text } from "../model/RichText.ts";
import { toRichText } from "../model/toRichText.ts";

/** A part of a text that gives way to something else. Empty, it is a place where that is put in. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly by: Text;
}

/** A text that was made here: its facets are in order. */
export interface EditedText extends RichText {
  /** In order, without overlaps, on boundaries of characters. */
  readonly facets: Facet[];
}

/**
 * Replaces parts of a text, given in their order, at once. A facet before or after a part stays on its words; one
 * around it takes in what comes, unless that has facets of its own: then it ends there. One that is partly replaced
 * keeps the rest, one that is replaced as a whole is gone.
 */
export function editText(rich: RichText, edits: readonly Edit[]): EditedText {
  let text = "";
  let done = 0;
  const added: PlacedFacet[] = [];
  const moves = edits.map(({ start, end, by }): Move => {
    const piece = toRichText(by);
    text += rich.text.slice(done, start);
    const from = text.length;
    for (const facet of placeFacets(piece)) {
      added.push({ ...facet, start: from + facet.start, end: from + facet.end });
    }
    text += piece.text;
    done = end;
    return { start, end, from, to: text.length };
  });
  text += rich.text.slice(done);
  return { text, facets: toFacets(text, mergeFacets(moveFacets(placeFacets(rich), moves), added)) };
}

/** What was from `start` to `end` has become what is from `from` to `to`. */
interface Move {
  readonly start: number;
  readonly end: number;
  readonly from: number;
  readonly to: number;
}

function moveFacets(placed: readonly PlacedFacet[], moves: readonly Move[]): PlacedFacet[] {
  const [toStart, toEnd] = [followMoves(moves), followMoves(moves)];
  return placed
    .map(({ start, end, features }) => ({
      start: toStart(
        start,
        (move) => move.end <= start,
        (move) => (move.start <= start ? move.to : undefined),
      ),
      end: toEnd(
        end,
        (move) => move.end < end,
        (move) => (move.start < end ? move.from : undefined),
      ),
      features,
    }))
    .filter(({ start, end }) => start < end);
}

type FollowMoves = (
  place: number,
  isBefore: (move: Move) => boolean,
  within: (move: Move) => number | undefined,
) => number;

/** Where places are now, that are asked for in their order. */
function followMoves(moves: readonly Move[]): FollowMoves {
  let next = 0;
  let distance = 0;
  return (place, isBefore, within) => {
    for (let move = moves[next]; move !== undefined && isBefore(move); move = moves[++next])
      distance = move.to - move.end;
    const move = moves[next];
    return (move && within(move)) ?? place + distance;
  };
}

/** Both in order: where one begins within another, the other ends there. */
function mergeFacets(kept: readonly PlacedFacet[], added: readonly PlacedFacet[]): PlacedFacet[] {
  if (added.length === 0) return [...kept];
  const all = [...kept, ...added].sort((a, b) => a.start - b.start);
  return all
    .map((facet, index) => ({ ...facet, end: Math.min(facet.end, all[index + 1]?.start ?? Infinity) }))
    .filter(({ start, end }) => start < end);
}
