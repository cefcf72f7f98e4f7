import { isSpace } from "./characters.ts";
import type { Found } from "./Found.ts";

/** The cashtag whose `$` is at a place: up to five letters and digits, in capitals, with what may stand around them. */
export function scanCashtag(text: string, start: number): Found | undefined {
  const before = text.charCodeAt(start - 1);
  if (start > 0 && before !== 40 && !isSpace(before)) return;
  const tag = /^\$[a-z][a-z\d]{0,4}(?=[\s.,;:!?)"'’]|$)/i.exec(text.slice(start, start + 7))?.[0];
  if (tag === undefined) return;
  const feature = { $type: "app.bsky.richtext.facet#tag", tag: tag.toUpperCase() } as const;
  return { feature, start, end: start + tag.length };
}
