import { blueskyNetwork } from "../../network/blueskyNetwork.ts";
import type { NetworkConfig } from "../../network/NetworkConfig.ts";
import { parseUrl } from "../../platform/parseUrl.ts";
import { isAtIdentifier } from "../../syntax/atIdentifier.ts";
import { isAtUri } from "../../syntax/atUri.ts";
import { pages } from "./pages.ts";

/** Options of {@link toAtUri} and {@link toAppUrl}. */
export interface AppUrlOptions {
  /** The network whose app it is. @default Bluesky's, with the app at bsky.app */
  readonly network?: NetworkConfig | undefined;
}

/**
 * The at-uri of what a page of the app shows: a post, a feed, a list, a starter pack, or an account. Its authority is the handle or
 * DID of the URL. Makes no call.
 *
 * @returns undefined of what is no page of these
 * @example
 * ```ts
 * toAtUri("https://bsky.app/profile/alice.example.com/post/3jzfcijpj2z2a");
 * // "at://alice.example.com/app.bsky.feed.post/3jzfcijpj2z2a"
 * ```
 */
export function toAtUri(url: string, options: AppUrlOptions = {}): string | undefined {
  const parsed = typeof url === "string" ? parseUrl(url.trim()) : undefined;
  if (!parsed || parsed.host !== hostOf(options)) return undefined;
  const [kind, actor, ...rest] = parsed.pathname.split("/").slice(1).map(decode);
  if (!isAtIdentifier(actor)) return undefined;
  if (kind === "profile" && !rest[0]) return `at://${actor}`;
  // The app calls the page of a starter pack that is shared `start`.
  const before = kind === "start" ? "starter-pack" : kind;
  for (const [collection, page] of Object.entries(pages)) {
    // What comes after the key belongs to the same post: who liked it, who quoted it.
    const rkey = page.after === undefined ? rest[0] : page.after === rest[0] ? rest[1] : undefined;
    const uri = `at://${actor}/${collection}/${rkey}`;
    if (page.before === before && rkey && isAtUri(uri)) return uri;
  }
  return undefined;
}

/** The host of the network's app. */
function hostOf({ network }: AppUrlOptions): string | undefined {
  return parseUrl(webAppOf(network))?.host;
}

/** The URL of the network's app. */
export function webAppOf(network: NetworkConfig | undefined): string {
  return network?.webApp ?? blueskyNetwork.webApp ?? "";
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
