import { createGuardedFetch } from "#guarded-fetch";
import type { FetchCardOptions } from "./CardOptions.ts";
import type { PageCard } from "./PageCard.ts";
import { readCard } from "./readCard.ts";

/**
 * Reads a page, and says what a link card of it shows: its title, its description and its image, by OpenGraph, Twitter cards, JSON-LD
 * or plain HTML. `card` posts it.
 *
 * The page may be anybody's, so it is read with care. Addresses that are not on the public internet are refused before a connection is
 * made, however they are written, wherever a redirect or the page leads, and, on Node, Deno and Bun, whatever a name server says: its
 * answer is judged as the connection is made. Only http and https are asked, on their own ports; at most five redirects are followed, and
 * at most 512 KiB read. Other platforms need a card service (`service`), or a `fetch` of yours.
 *
 * An image that cannot be had is left out, and `imageError` says why.
 *
 * @throws {MediaError} `card_refused`, `card_failed`, `card_service_needed`
 * @throws {InvalidOptionError}
 * @throws {AbortedError}
 * @throws {unknown} what `extract` throws
 * @example
 * ```ts
 * const { title, image, imageError } = await fetchCard("https://example.com");
 * await post(client, "Read", { card: card({ ...(await fetchCard(url)), title: "Another title" }) });
 * ```
 * @see https://ogp.me
 */
export function fetchCard(url: string, options: FetchCardOptions = {}): Promise<PageCard> {
  return readCard(url, options, createGuardedFetch);
}
