import { parseBounded } from "../../../platform/http/parseBounded.ts";

/** What a description in JSON-LD says that a card can show. */
export interface JsonLdFacts {
  readonly title?: string | undefined;
  readonly description?: string | undefined;
  readonly image?: string | undefined;
}

/** How many things of one description are looked at. */
const MOST_THINGS = 200;

/**
 * Reads a description of a page in the vocabulary of schema.org: the first thing in it that has a headline, or else the first
 * that has a name.
 *
 * @see https://schema.org/Article
 */
export function readJsonLd(text: string): JsonLdFacts | undefined {
  // Some pages hide it from browsers that nobody uses any more.
  const value = parseBounded(
    text.replace(/^\s*(?:<!--|\/\/<!\[CDATA\[|<!\[CDATA\[)/, "").replace(/(?:-->|(?:\/\/)?\]\]>)\s*$/, ""),
  );
  const things: unknown[] = [value].flat();
  for (let i = 0; i < things.length && i < MOST_THINGS; i++) {
    const { "@graph": graph } = Object(things[i]);
    if (Array.isArray(graph)) things.push(...graph.slice(0, MOST_THINGS));
  }
  const looked = things.slice(0, MOST_THINGS).map(Object);
  const thing = looked.find(({ headline }) => textOf(headline)) ?? looked.find(({ name }) => textOf(name));
  if (!thing) return undefined;
  return {
    title: textOf(thing.headline) ?? textOf(thing.name),
    description: textOf(thing.description),
    image: imageOf(thing.image) ?? imageOf(thing.thumbnailUrl),
  };
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" && value.trim() ? value : undefined;
}

function imageOf(value: unknown): string | undefined {
  const first: unknown = Array.isArray(value) ? value[0] : value;
  return textOf(first) ?? textOf(Object(first).url) ?? textOf(Object(first).contentUrl);
}
