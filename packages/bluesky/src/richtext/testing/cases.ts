import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Facet } from "../../lexicons/app/bsky/richtext/facet.ts";

/** A facet in few words: where it begins and ends, in bytes, what it is, and its handle, address or tag. */
export type ShortFacet = readonly [byteStart: number, byteEnd: number, type: string, value: string];

/** A text, and what is to be found in it. */
export interface DetectionCase {
  readonly about: string;
  readonly text: string;
  /** What the app finds. */
  readonly app: readonly ShortFacet[];
  /** What we find, where that is something else. */
  readonly ours?: readonly ShortFacet[];
  /** Servers refuse a post with what the app finds. */
  readonly refused?: boolean;
}

export const detectionCases: readonly DetectionCase[] = JSON.parse(
  readFileSync(join(import.meta.dirname, "cases.json"), "utf8"),
);

export function shorten(facets: readonly Facet[]): ShortFacet[] {
  return facets.flatMap(({ index: { byteStart, byteEnd }, features }) =>
    features.map((feature): ShortFacet => {
      const { $type, did, uri, tag } = feature as unknown as { [key: string]: string };
      return [byteStart, byteEnd, String($type).split("#").at(-1) ?? "", did ?? uri ?? tag ?? ""];
    }),
  );
}
