import { type EditedText, editText } from "../edit/editText.ts";
import { type PlacedFacet, placeFacets, toFacets } from "../model/placeFacets.ts";
import type { Text } from "../model/RichText.ts";
import { toRichText } from "../model/toRichText.ts";
import { toShortUrl } from "./toShortUrl.ts";

/**
 * Shortens the links that show their own address, as {@link toShortUrl} does; they lead where they led. Links with
 * other words stay.
 *
 * @throws {InvalidOptionError} if `text` is no text
 * @example
 * ```ts
 * shortenLinks({ text, facets: detectFacets(text) });
 * ```
 */
export function shortenLinks(text: Text): EditedText {
  const rich = toRichText(text);
  const edits = placeFacets(rich).flatMap(({ start, end, features }) => {
    const shown = rich.text.slice(start, end);
    const short = shorten(shown, features);
    if (short === shown) return [];
    return { start, end, by: { text: short, facets: toFacets(short, [{ start: 0, end: short.length, features }]) } };
  });
  return editText(rich, edits);
}

/** What is shown of a link, shorter if it is the link's address. */
function shorten(shown: string, features: PlacedFacet["features"]): string {
  const addresses = [shown, `https://${shown}`].map((address) => address.toLowerCase());
  for (const { $type, uri } of features as readonly { $type: string; uri?: unknown }[]) {
    const isShown =
      $type === "app.bsky.richtext.facet#link" && typeof uri === "string" && addresses.includes(uri.toLowerCase());
    if (isShown) return toShortUrl(uri);
  }
  return shown;
}
