import type { PlannedValue } from "./SeedPlan.ts";

/** A text, and what its parts mean. */
export interface RichText {
  text: string;
  facets: PlannedFacet[];
}

/** A facet whose mentions still name people and not DIDs. */
export interface PlannedFacet {
  readonly [key: string]: PlannedValue;
  readonly index: { readonly byteStart: number; readonly byteEnd: number };
  readonly features: readonly { readonly [key: string]: PlannedValue }[];
}

const markup =
  /@\{(?<person>\w+)\}|\[(?<words>[^\]]+)\]\((?<target>https:\S+?)\)|(?<address>https:\S*[^\s.,!?])|#(?<tag>[\p{L}\p{N}\p{M}_]+)/gu;

/**
 * Reads the notation in which the texts are written: `@{bob}` mentions a person, `[words](https://…)` is a link, and
 * addresses and `#tags` stand for themselves. Ranges count bytes of UTF-8, as facets do.
 */
export function parseRichText(source: string): RichText {
  const encoder = new TextEncoder();
  const facets: PlannedFacet[] = [];
  let text = "";
  let read = 0;
  for (const match of source.matchAll(markup)) {
    text += source.slice(read, match.index);
    read = match.index + match[0].length;
    const { person, words, target, address, tag } = match.groups ?? {};
    const shown = person !== undefined ? `@${person}.test` : (words ?? match[0]);
    const byteStart = encoder.encode(text).length;
    text += shown;
    const feature =
      person !== undefined
        ? { $type: "app.bsky.richtext.facet#mention", did: { $seed: "did" as const, person } }
        : tag !== undefined
          ? { $type: "app.bsky.richtext.facet#tag", tag }
          : { $type: "app.bsky.richtext.facet#link", uri: target ?? address ?? "" };
    facets.push({ index: { byteStart, byteEnd: encoder.encode(text).length }, features: [feature] });
  }
  return { text: text + source.slice(read), facets };
}
