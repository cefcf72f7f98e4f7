/** Deeper than anything that is meant: a thread of a thousand answers is two thousand deep. `JSON.stringify` can do this. */
const DEEPEST = 4000;

/**
 * The value of a text of JSON; `undefined` where it is none, or is nested so deeply that whoever handles it runs out of stack. The
 * engine's error is dropped: it quotes the text, which may hold a token.
 */
export function parseBounded(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    // Nearly always the first says it: fewer brackets than that cannot be nested so deeply.
    return countBrackets(text) < DEEPEST || !isDeeper(value, DEEPEST) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** How many objects and arrays there are at the most. */
function countBrackets(text: string): number {
  let count = 0;
  // Each of these has an end, too.
  if (text.length < 2 * DEEPEST) return count;
  for (const bracket of ["{", "["]) {
    for (let at = text.indexOf(bracket); at >= 0; at = text.indexOf(bracket, at + 1)) count++;
  }
  return count;
}

function isDeeper(value: unknown, most: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  return most === 0 || Object.values(value).some((inner) => isDeeper(inner, most - 1));
}
