import { abortedError } from "../../errors/AbortedError.ts";
import { checkSignal } from "../../errors/checkSignal.ts";
import { reasonOf } from "../../errors/createError.ts";
import { invalidOption } from "../../errors/InvalidOptionError.ts";
import { typeOf } from "../../errors/typeOf.ts";
import { abortable } from "../../platform/abort/abortable.ts";
import { abortWith } from "../../platform/abort/abortWith.ts";
import { after } from "../../platform/abort/after.ts";
import { platformFetch } from "../../platform/http/platformFetch.ts";
import { parseUrl } from "../../platform/parseUrl.ts";
import { thumbLimits } from "../image/ImageLimits.ts";
import { MediaError, mediaError } from "../model/MediaError.ts";
import { askService } from "./askService.ts";
import type { FetchCardOptions } from "./CardOptions.ts";
import { checkPageUrl } from "./guard/checkPageUrl.ts";
import type { CreateGuardedFetch } from "./guard/createGuardedFetch.ts";
import { fetchPage } from "./guard/fetchPage.ts";
import type { CardImage, PageCard } from "./PageCard.ts";
import { decodePage } from "./read/decodePage.ts";
import { type PageFacts, readFacts } from "./read/readFacts.ts";
import { readThumb } from "./readThumb.ts";

/** How much of a page is read, in bytes: what it says of itself is at its beginning. */
const MAX_PAGE_BYTES = 524_288;

/** Milliseconds for a page and its image. */
export const DEFAULT_TIMEOUT = 10_000;

/** How everything of one card is asked for. */
interface Asking {
  /** Undefined where the platform has none. */
  readonly fetch: typeof globalThis.fetch | undefined;
  readonly allowed: readonly string[];
  readonly signal: AbortSignal;
}

/**
 * Reads a page for `fetchCard`.
 *
 * @param createFetch what the platform has for it
 * @throws {MediaError}
 * @throws {InvalidOptionError}
 * @throws {AbortedError}
 * @throws {unknown} what `extract` throws
 */
export async function readCard(
  url: string,
  options: FetchCardOptions,
  createFetch: CreateGuardedFetch | undefined,
): Promise<PageCard> {
  const { allowPrivate: allowed = [], timeout = DEFAULT_TIMEOUT, signal } = options;
  checkSignal(signal);
  const page = typeof url === "string" ? parseUrl(url.trim()) : undefined;
  if (!page) throw invalidOption("url", `Expected the URL of a page, got ${typeOf(url)}.`);
  if (!Array.isArray(allowed)) throw invalidOption("allowPrivate", `Expected a list of hosts, got ${typeOf(allowed)}.`);
  checkPageUrl(page, allowed);
  const end = new AbortController();
  const timer = after(timeout, undefined, () => {
    abortWith(end, mediaError("card_failed", `${page.origin} was not read within ${timeout} ms`));
  });
  const stop = signal && after(Infinity, signal, () => abortWith(end, abortedError(`${page.origin}: aborted`, signal)));
  const fetch = options.fetch ?? createFetch?.({ allowed });
  try {
    return await read(page, options, { fetch, allowed, signal: end.signal });
  } finally {
    timer();
    stop?.();
    // Whatever is still on its way is given up.
    end.abort();
  }
}

async function read(page: URL, options: FetchCardOptions, asking: Asking): Promise<PageCard> {
  const facts = await findFacts(page, options, asking);
  const { image: imageUrl, imageAlt, title, description, canonical } = facts;
  const found = {
    uri: page.href,
    title: title || page.hostname.replace(/^www\./, ""),
    description,
    ...(canonical !== undefined && { canonical }),
  };
  if (!imageUrl || options.image === false) return found;
  try {
    return { ...found, image: await fetchImage(imageUrl, imageAlt, options, asking) };
  } catch (error) {
    if (!(error instanceof MediaError)) throw error;
    return { ...found, imageError: error };
  }
}

/** From whoever was named to say it, or from the page itself. */
async function findFacts(page: URL, { extract, service }: FetchCardOptions, asking: Asking): Promise<PageFacts> {
  const { fetch = platformFetch, signal } = asking;
  if (extract ?? service) {
    const given = extract
      ? await abortable(Promise.resolve(extract(page.href, { signal })), signal)
      : await askService(`${service}`, page.href, { fetch: platformFetch, signal });
    const { title = "", description = "", image } = Object(given);
    const at = typeof image === "string" ? parseUrl(image, page.href) : undefined;
    return { title: `${title}`, description: `${description}`, ...(at && { image: at.href }) };
  }
  if (!asking.fetch) throw noFetch();
  const accept = "text/html, application/xhtml+xml;q=0.9, */*;q=0.1";
  const { url, type, bytes } = await fetchPage(page, { ...asking, fetch, accept, max: MAX_PAGE_BYTES });
  if (/^\s*image\//i.test(type)) return { title: nameOf(url), description: "", image: url.href };
  if (type && !/^\s*(?:text\/html|application\/xhtml\+xml)\s*(?:;|$)/i.test(type)) {
    return { title: nameOf(url), description: "" };
  }
  return readFacts(decodePage(bytes, type), url);
}

/** The name of a file that is no page. */
function nameOf(url: URL): string {
  const name = url.pathname.split("/").at(-1) ?? "";
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

async function fetchImage(
  url: string,
  alt: string | undefined,
  { service }: FetchCardOptions,
  asking: Asking,
): Promise<CardImage> {
  const at = parseUrl(url);
  // In browsers a service hands out images itself, for it has to let pages of other hosts read them.
  const isOfService = service !== undefined && at?.origin === parseUrl(service)?.origin;
  const fetch = asking.fetch ?? (isOfService ? platformFetch : undefined);
  if (!fetch) throw noFetch();
  if (!at) throw mediaError("card_failed", "the image was left out: its URL is none");
  try {
    return readThumb(await fetchPage(at, { ...asking, fetch, accept: "image/*", max: thumbLimits.maxBytes }), alt);
  } catch (error) {
    // Nobody wants the card any more: that is no matter of the image.
    const { reason } = asking.signal;
    if (asking.signal.aborted && !(reason instanceof MediaError)) throw reason;
    if (error instanceof MediaError) throw error;
    throw mediaError("card_failed", `the image from ${at.origin} was left out: ${reasonOf(error)}`, { cause: error });
  }
}

function noFetch(): MediaError {
  const why = "this platform does not say what it connects to, or reads no pages of other hosts";
  const help = "give the URL of a card service as `service`, a function as `extract`, or a `fetch` of yours";
  return mediaError("card_service_needed", `pages are not read here: ${why}. For link cards, ${help}`);
}
