import type { Kind } from "./Kind.ts";

/**
 * Makes one of several entries of a kind: lists hold what any of them holds, once, and of other fields the last one counts.
 *
 * @returns undefined of none
 */
export function mergeEntries<T extends object>(kind: Kind<T>, [first, ...others]: readonly T[]): T | undefined {
  let merged = first;
  for (const entry of others) merged = merged && mergeTwo(kind, merged, entry);
  return merged;
}

function mergeTwo<T extends object>({ lists = [] }: Kind<T>, first: T, second: T): T {
  const both = lists
    .filter((field) => Array.isArray(first[field]) && Array.isArray(second[field]))
    .map((field) => [field, mergeLists(Object(first[field]), Object(second[field]))]);
  return { ...first, ...second, ...Object.fromEntries(both) };
}

function mergeLists(first: readonly unknown[], second: readonly unknown[]): unknown[] {
  const keys = new Set(second.map(keyOf));
  return [...first.filter((item) => !keys.has(keyOf(item))), ...second];
}

/** What makes two items of a list the same thing. */
function keyOf(item: unknown): string {
  const { id, did } = Object(item);
  return JSON.stringify(id ?? did ?? item);
}
