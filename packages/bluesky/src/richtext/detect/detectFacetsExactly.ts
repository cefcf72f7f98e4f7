import type { Facet } from "../../lexicons/app/bsky/richtext/facet.ts";
import { byteOffsets } from "../model/byteOffsets.ts";
import { countCharacters } from "../model/countCharacters.ts";
import { characterAt, isAlphanumeric, isDigit, isLetter, isPunctuation, isSpace } from "./characters.ts";
import type { Found } from "./Found.ts";
import { isTopLevelDomain } from "./isTopLevelDomain.ts";
import { scanCashtag } from "./scanCashtag.ts";

/**
 * The facets that `@atproto/api` and Bluesky's app detect in a text, to the byte. That has facets which overlap, links
 * that are no URL and that servers refuse (`http.server`), and misses `HTTPS://`, `ko-fi.com` and whatever stands in
 * quotation marks: for posting prefer {@link detectFacets}. This is for programs that must show, count or compare what
 * the app would make of a text. The `did` of a mention is a handle until {@link resolveMentions} has put a DID in its
 * place.
 *
 * @example
 * ```ts
 * detectFacetsExactly("http.server"); // a link with the uri "http.server"
 * ```
 */
export function detectFacetsExactly(text: string): Facet[] {
  if (typeof text !== "string") return []; // programs without types give anything
  const found = [...mentions(text), ...links(text), ...tags(text), ...cashtags(text)];
  found.sort((a, b) => a.start - b.start);
  const starts = byteOffsets(text);
  // Ends need not be in order, as facets may overlap: each is counted from its own start.
  return found.map(({ start, end, feature }) => {
    const byteStart = starts(start);
    const part = text.slice(start, end);
    return { index: { byteStart, byteEnd: byteStart + byteOffsets(part)(part.length) }, features: [feature] };
  });
}

/** Whether something may begin at a place: at the beginning, after white space, or after a parenthesis. */
function mayBegin(text: string, at: number): boolean {
  return at === 0 || text.charCodeAt(at - 1) === 40 || isSpace(text.charCodeAt(at - 1));
}

function* mentions(text: string): Generator<Found> {
  for (let start = text.indexOf("@"); start >= 0; start = text.indexOf("@", start + 1)) {
    if (!mayBegin(text, start)) continue;
    let end = start + 1;
    for (; ; end++) {
      const code = text.charCodeAt(end);
      if (code !== 45 && code !== 46 && !isAlphanumeric(code)) break; // - .
    }
    if (text.charCodeAt(end) === 95) continue;
    while (end > start && !isAlphanumeric(text.charCodeAt(end - 1))) end--;
    const did = text.slice(start + 1, end);
    if (!endsInDomain(did) && !did.endsWith(".test")) continue;
    yield { feature: { $type: "app.bsky.richtext.facet#mention", did }, start, end };
  }
}

function* links(text: string): Generator<Found> {
  for (let start = 0; start < text.length; start++) {
    if (!isLetter(text.charCodeAt(start)) || !mayBegin(text, start)) continue;
    const domain = readDomain(text, start);
    const scheme = readScheme(text, start);
    if (domain === undefined && scheme === undefined) continue;
    let end = start;
    while (end < text.length && !isSpace(text.charCodeAt(end))) end++;
    const rest = end;
    let uri = text.slice(start, end);
    if (uri.startsWith("http") || (domain !== undefined && endsInDomain(domain))) {
      if (!uri.startsWith("http")) uri = `https://${uri}`;
      const whole = uri.length;
      if (/[.,;:!?]$/.test(uri)) uri = uri.slice(0, -1);
      if (uri.endsWith(")") && !uri.includes("(")) uri = uri.slice(0, -1);
      end -= whole - uri.length;
      yield { feature: { $type: "app.bsky.richtext.facet#link", uri }, start, end };
    }
    start = rest;
  }
}

/** A domain of ASCII letters and digits, with at least one dot. */
function readDomain(text: string, start: number): string | undefined {
  let end = start;
  let dots = 0;
  for (; ; end++) {
    const isDot = text.charCodeAt(end) === 46 && isAlphanumeric(text.charCodeAt(end + 1));
    if (isDot) dots++;
    else if (!isAlphanumeric(text.charCodeAt(end))) return dots > 0 ? text.slice(start, end) : undefined;
  }
}

/** A scheme, if something follows it. */
function readScheme(text: string, start: number): string | undefined {
  const head = text.slice(start, start + 8).toLowerCase();
  const scheme = ["https://", "http://"].find((name) => head.startsWith(name));
  if (scheme === undefined) return;
  const next = start + scheme.length;
  return next < text.length && !isSpace(text.charCodeAt(next)) ? scheme : undefined;
}

function* tags(text: string): Generator<Found> {
  for (let start = 0; start < text.length; start++) {
    const code = text.charCodeAt(start);
    if ((code !== 35 && code !== 0xff03) || !(start === 0 || isSpace(text.charCodeAt(start - 1)))) continue;
    let place = start + 1;
    if (text.charCodeAt(place) === 0xfe0f) continue;
    let end = place;
    let isWord = false;
    while (place < text.length && !isSpace(text.charCodeAt(place)) && !ENDING.test(text.charAt(place))) {
      const character = characterAt(text, place);
      place += character.length;
      if (isPunctuation(character)) continue;
      end = place;
      isWord ||= !isDigit(text.charCodeAt(place - 1));
    }
    if (!isWord) continue;
    const tag = text.slice(start + 1, end);
    if (tag.length > 64 && countCharacters(tag, 64) > 64) continue;
    yield { feature: { $type: "app.bsky.richtext.facet#tag", tag }, start, end: start + 1 + tag.length };
  }
}

// Soft hyphen, word joiner, zero-width spaces and joiners, and a keycap.
const ENDING = /[\u20e2\u00ad\u2060\u200b-\u200d]/;

function* cashtags(text: string): Generator<Found> {
  for (let start = text.indexOf("$"); start >= 0; start = text.indexOf("$", start + 1)) {
    const found = scanCashtag(text, start);
    if (found) yield found;
  }
}

/** Whether the last label is a top-level domain, as it is written. */
function endsInDomain(domain: string): boolean {
  const dot = domain.lastIndexOf(".");
  const label = domain.slice(dot + 1);
  return dot >= 0 && !label.startsWith("xn--") && isTopLevelDomain(label);
}
