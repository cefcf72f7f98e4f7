import { parseUrl } from "../../../platform/parseUrl.ts";
import { splitsPair } from "../../../richtext/model/splitsPair.ts";
import { decodeEntities } from "./decodeEntities.ts";
import { type JsonLdFacts, readJsonLd } from "./readJsonLd.ts";
import { scanTags } from "./scanTags.ts";

/** What a page says of itself. */
export interface PageFacts {
  /** `""` where it says none. */
  readonly title: string;
  /** `""` where it says none. */
  readonly description: string;
  /** The URL of the image that stands for it. */
  readonly image?: string | undefined;
  /** What the image shows. */
  readonly imageAlt?: string | undefined;
  /** The URL that it has by itself, where that is on the host that it came from. */
  readonly canonical?: string | undefined;
}

/** As much as an app shows, and more: in UTF-16 code units. */
const LONGEST_TITLE = 300;
const LONGEST_DESCRIPTION = 1000;
/** Longer than any that is meant: images in `data:` can be megabytes. */
const LONGEST_URL = 4000;
/** How many descriptions in JSON-LD are read. */
const MOST_SCRIPTS = 10;

/** Where each fact is looked for, the best source first. */
const TITLES = ["og:title", "twitter:title", "ld:title", "title", "dc.title"];
const DESCRIPTIONS = ["og:description", "twitter:description", "description", "ld:description", "dc.description"];
const IMAGES = [
  "og:image:secure_url",
  "og:image",
  "og:image:url",
  "twitter:image",
  "twitter:image:src",
  "ld:image",
  "image_src",
];

/**
 * Reads what a page says of itself, in the ways that people know: OpenGraph, Twitter cards, JSON-LD, and plain HTML.
 *
 * @param url where the page was in the end: it may name others relative to that
 * @see https://ogp.me
 */
export function readFacts(html: string, url: URL): PageFacts {
  const { found, base } = collect(html);
  const first = (names: readonly string[]): string | undefined =>
    names.map((name) => found.get(name)).find((value) => value !== undefined);
  const from = (base && parseUrl(base, url.href)?.href) || url.href;
  const resolve = (value: string | undefined): URL | undefined =>
    value && value.length <= LONGEST_URL ? parseUrl(value, from) : undefined;
  const image = IMAGES.map((name) => resolve(found.get(name))).find((one) => one && /^https?:$/.test(one.protocol));
  const canonical = resolve(first(["canonical", "og:url"]));
  const imageAlt = first(["og:image:alt", "twitter:image:alt"]);
  return {
    title: shorten(first(TITLES) ?? "", LONGEST_TITLE),
    description: shorten(first(DESCRIPTIONS) ?? "", LONGEST_DESCRIPTION),
    ...(image && { image: image.href }),
    ...(imageAlt && { imageAlt: shorten(imageAlt, LONGEST_DESCRIPTION) }),
    // A page can say that it is another's.
    ...(canonical?.origin === url.origin && { canonical: canonical.href }),
  };
}

/** What a page says, by name: the first of each that says something. */
function collect(html: string): { readonly found: ReadonlyMap<string, string>; readonly base: string | undefined } {
  const found = new Map<string, string>();
  const add = (name: string, value: string | undefined): void => {
    const tidy = value?.replace(/\s+/g, " ").trim();
    if (tidy && !found.has(name)) found.set(name, tidy);
  };
  let base: string | undefined;
  let scripts = 0;
  for (const { name, attributes, text } of scanTags(html)) {
    if (name === "meta") {
      const key = attributes.get("property") ?? attributes.get("name") ?? attributes.get("itemprop");
      if (key) add(key.trim().toLowerCase(), attributes.get("content"));
    } else if (name === "title") {
      // Pictures in a page have titles of their own, later.
      add("title", decodeEntities(text));
    } else if (name === "link") {
      for (const rel of (attributes.get("rel") ?? "").toLowerCase().split(/\s+/)) {
        if (rel === "canonical" || rel === "image_src") add(rel, attributes.get("href"));
      }
    } else if (name === "base") {
      base ??= attributes.get("href");
    } else if (name === "script" && /^\s*application\/ld\+json\b/i.test(attributes.get("type") ?? "")) {
      if (scripts++ < MOST_SCRIPTS) addJsonLd(readJsonLd(text), add);
    }
  }
  return { found, base };
}

function addJsonLd(facts: JsonLdFacts | undefined, add: (name: string, value: string | undefined) => void): void {
  add("ld:title", facts?.title && decodeEntities(facts.title));
  add("ld:description", facts?.description && decodeEntities(facts.description));
  add("ld:image", facts?.image);
}

/** Cut at a space where there is one near the end. */
function shorten(text: string, longest: number): string {
  if (text.length <= longest) return text;
  const end = splitsPair(text, longest - 1) ? longest - 2 : longest - 1;
  const cut = text.slice(0, end);
  const space = cut.lastIndexOf(" ");
  return `${cut.slice(0, space > end - 40 ? space : end).trimEnd()}…`;
}
