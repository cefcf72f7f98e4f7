import { invalidOption } from "../../errors/InvalidOptionError.ts";
import { typeOf } from "../../errors/typeOf.ts";
import { splitsPair } from "../model/splitsPair.ts";

/**
 * From where to where two places mean: within the text, in order, and around the characters that they are inside of. An
 * empty range stays empty, for nothing is taken out where something is only put in.
 *
 * @throws {InvalidOptionError} if a place is no number
 */
export function toRange(text: string, start: number, end: number): readonly [start: number, end: number] {
  const from = toPlace(text, start, "start");
  const to = Math.max(from, toPlace(text, end, "end"));
  const before = splitsPair(text, from) ? from - 1 : from;
  if (from === to) return [before, before];
  return [before, splitsPair(text, to) ? to + 1 : to];
}

function toPlace(text: string, place: number, option: string): number {
  if (typeof place !== "number" || Number.isNaN(place)) {
    throw invalidOption(option, `Expected a place in the text as \`${option}\`, got ${typeOf(place)}.`);
  }
  return Math.trunc(Math.min(Math.max(place, 0), text.length));
}
