import { invalidOption } from "../../errors/InvalidOptionError.ts";
import { decodeUtf8 } from "../../platform/bytes/decodeUtf8.ts";
import { parseBounded } from "../../platform/http/parseBounded.ts";
import { parseUrl } from "../../platform/parseUrl.ts";
import { mediaError } from "../model/MediaError.ts";
import type { ExtractedCard } from "./CardOptions.ts";
import { fetchPage } from "./guard/fetchPage.ts";

/** More than any answer of such a service has, in bytes. */
const MAX_BYTES = 65_536;

/**
 * Asks a card service what a page is.
 *
 * @throws {InvalidOptionError} where it is no URL
 * @throws {MediaError} `card_failed`, `card_refused`
 */
export async function askService(
  service: string,
  url: string,
  { fetch, signal }: { readonly fetch: typeof globalThis.fetch; readonly signal: AbortSignal },
): Promise<ExtractedCard> {
  const at = parseUrl(`${service.replace(/\/$/, "")}/v1/extract`);
  if (!at) throw invalidOption("service", "Expected the URL of a card service.");
  at.searchParams.set("url", url);
  // Whoever names a service wants it asked, wherever it is. A redirect of it leads nowhere else.
  const options = { fetch, allowed: [at.host], accept: "application/json", max: MAX_BYTES, signal };
  const { bytes } = await fetchPage(at, options);
  const answer = parseBounded(decodeUtf8(bytes) ?? "");
  const { error, title, description, image } = Object(answer);
  if (typeof title !== "string" || (typeof error === "string" && error)) {
    const why = typeof error === "string" && error ? `said: ${error}` : "gave no title";
    throw mediaError("card_failed", `${at.origin} ${why}`);
  }
  return {
    title,
    ...(typeof description === "string" && { description }),
    ...(typeof image === "string" && image && { image }),
  };
}
