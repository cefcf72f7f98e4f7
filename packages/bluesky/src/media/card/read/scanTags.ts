import { decodeEntities } from "./decodeEntities.ts";

/** A tag that begins an element, and the text in it where it has nothing but text. */
export interface Tag {
  /** In lower case. */
  readonly name: string;
  /** By names in lower case, as they mean: without references. Of one that is there twice, the first. */
  readonly attributes: ReadonlyMap<string, string>;
  /** Of `title`, `script` and the like, as it is in the source. */
  readonly text: string;
}

/** Elements in which there are no tags. */
const TEXT_ONLY = /^(?:title|script|style|textarea|xmp|iframe|noembed|noframes)$/;

/** More than any tag has that means something. */
const MOST_ATTRIBUTES = 100;

const SPACE = /[\s/]/;

/**
 * The tags of a page, as far as they tell what it is. It is no parser of all HTML: it knows what begins and ends a tag, which is
 * enough for the head of a page and for what is put into its body.
 *
 * Each character is looked at a few times, whatever the page is: a search for an end that is not there is the last one.
 */
export function* scanTags(html: string): Generator<Tag, void, undefined> {
  for (let at = html.indexOf("<"); at >= 0; at = html.indexOf("<", at)) {
    if (html.startsWith("<!--", at)) {
      // `<!-->` and `<!--->` are whole ones.
      const end = html.indexOf("-->", at + 2);
      if (end < 0) return;
      at = end + 3;
      continue;
    }
    const first = html.charAt(at + 1);
    if (!/[a-z]/i.test(first)) {
      at++;
      continue;
    }
    const tag = readTag(html, at + 1);
    if (!tag) return;
    const { name, attributes } = tag;
    at = tag.end;
    let text = "";
    if (TEXT_ONLY.test(name)) {
      const end = findEnd(html, name, at);
      text = html.slice(at, end < 0 ? undefined : end);
      at = end < 0 ? html.length : end;
    }
    yield { name, attributes, text };
  }
}

/** Where the element with nothing but text ends. */
function findEnd(html: string, name: string, from: number): number {
  const close = new RegExp(`</${name}(?=[\\s/>])`, "gi");
  close.lastIndex = from;
  return close.exec(html)?.index ?? -1;
}

/** The tag whose name begins here; undefined where it has no end. */
function readTag(
  html: string,
  start: number,
): { readonly name: string; readonly attributes: ReadonlyMap<string, string>; readonly end: number } | undefined {
  const attributes = new Map<string, string>();
  let at = skip(html, start, /[\s/>]/);
  const name = html.slice(start, at).toLowerCase();
  for (;;) {
    while (SPACE.test(html.charAt(at))) at++;
    if (at >= html.length) return undefined;
    if (html[at] === ">") return { name, attributes, end: at + 1 };
    // A `=` at its start is part of a name.
    const end = skip(html, at + 1, /[\s/>=]/);
    const attribute = html.slice(at, end).toLowerCase();
    at = end;
    while (/\s/.test(html.charAt(at))) at++;
    let value = "";
    if (html[at] === "=") {
      at++;
      while (/\s/.test(html.charAt(at))) at++;
      const quote = html.charAt(at);
      const isQuoted = quote === '"' || quote === "'";
      const close = isQuoted ? html.indexOf(quote, at + 1) : skip(html, at, /[\s>]/);
      if (close < 0) return undefined;
      value = html.slice(isQuoted ? at + 1 : at, close);
      at = isQuoted ? close + 1 : close;
    }
    if (attributes.size < MOST_ATTRIBUTES && !attributes.has(attribute))
      attributes.set(attribute, decodeEntities(value));
  }
}

/** The next place of one of these characters, or the end. */
function skip(html: string, from: number, until: RegExp): number {
  let at = from;
  while (at < html.length && !until.test(html.charAt(at))) at++;
  return at;
}
