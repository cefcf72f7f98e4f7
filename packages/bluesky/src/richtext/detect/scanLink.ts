import { parseUrl } from "../../platform/parseUrl.ts";
import { mayBegin } from "./characters.ts";
import type { Scanned } from "./Found.ts";
import { scanUrl } from "./scanUrl.ts";

/** The link of `http` or `https` whose colon is at a place. Nothing before `floor` belongs to it. */
export function scanLink(text: string, colon: number, floor: number): Scanned {
  const scheme = /https?$/i.exec(text.slice(Math.max(floor, colon - 5), colon))?.[0];
  // Three slashes are a URL for `URL`, and none for servers.
  if (!scheme || !text.startsWith("//", colon + 1) || text.charAt(colon + 3) === "/") return;
  const start = colon - scheme.length;
  // Languages that are written without spaces have a letter before.
  if (!mayBegin(text, start) && text.charCodeAt(start - 1) < 128) return;
  return toLink(scheme.toLowerCase(), text, start, colon, scanUrl(text, colon + 3));
}

/** The link from `start` to `end`, if that is a URL: of what is put before it, and what follows in the text. */
export function toLink(before: string, text: string, start: number, from: number, end: number): Scanned {
  const uri = before + text.slice(from, end);
  return parseUrl(uri) ? { feature: { $type: "app.bsky.richtext.facet#link", uri }, start, end } : end;
}
