import type { Facet } from "../../lexicons/app/bsky/richtext/facet.ts";
import { byteOffsets } from "../model/byteOffsets.ts";
import type { Scanned } from "./Found.ts";
import { scanCashtag } from "./scanCashtag.ts";
import { scanDomain } from "./scanDomain.ts";
import { scanLink } from "./scanLink.ts";
import { scanMention } from "./scanMention.ts";
import { scanTag } from "./scanTag.ts";

/**
 * The mentions, links and tags of a text, as people write them: in their order, none over another.
 *
 * - A mention is `@` and a domain name. Its `did` is the handle, in lower case, until {@link resolveMentions} has put a
 *   DID in its place.
 * - A link has `http:` or `https:`, or begins with a domain under a known top-level domain and then gets `https:`. What
 *   `URL` cannot parse is none. Punctuation after it and brackets around it stay outside.
 * - A tag is `#` (or `＃`) and a word, a cashtag `$` and up to five letters and digits.
 *
 * On ordinary texts that is what Bluesky's app finds. Where it finds what servers then refuse, or misses what is
 * plainly meant, this does better; for exactly the same see {@link detectFacetsExactly}. Time is linear in the text.
 *
 * @example
 * ```ts
 * detectFacets("see example.com");
 * // [{
 * //   index: { byteStart: 4, byteEnd: 15 },
 * //   features: [{ $type: "app.bsky.richtext.facet#link", uri: "https://example.com" }],
 * // }]
 * ```
 * @see https://docs.bsky.app/docs/advanced-guides/post-richtext
 */
export function detectFacets(text: string): Facet[] {
  const facets: Facet[] = [];
  if (typeof text !== "string") return facets; // programs without types give anything
  const toBytes = byteOffsets(text);
  let floor = 0;
  for (let at = 0; at < text.length; at++) {
    const found = scan(text, at, floor);
    if (found === undefined) continue;
    if (typeof found === "object") {
      const { feature, start, end } = found;
      facets.push({ index: { byteStart: toBytes(start), byteEnd: toBytes(end) }, features: [feature] });
      floor = end;
    } else {
      floor = found;
    }
    at = floor - 1;
  }
  return facets;
}

/** What is at a place, by the character that shows it. */
function scan(text: string, at: number, floor: number): Scanned {
  switch (text.charCodeAt(at)) {
    case 46:
      return scanDomain(text, at, floor);
    case 58:
      return scanLink(text, at, floor);
    case 64:
      return scanMention(text, at);
    case 35:
    case 0xff03:
      return scanTag(text, at);
    case 36:
      return scanCashtag(text, at);
  }
}
