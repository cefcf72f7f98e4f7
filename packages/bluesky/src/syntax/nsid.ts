import { lastLabel } from "./domain.ts";
import { InvalidSyntaxError } from "./InvalidSyntaxError.ts";

/** A namespaced identifier of a lexicon: `app.bsky.feed.post`. */
export type Nsid = `${string}.${string}.${string}`;

/** What {@link parseNsid} returns. */
export interface NsidParts {
  /** The domain name that owns it: `feed.bsky.app` of `app.bsky.feed.post`. */
  authority: string;
  /** The last segment. */
  name: string;
  /** All segments, in the order in which they are written. */
  segments: string[];
}

/**
 * Whether a value is an NSID by syntax, of at most 317 characters.
 *
 * @see https://atproto.com/specs/nsid
 */
export function isNsid(value: unknown): value is Nsid {
  if (typeof value !== "string") return false;
  const name = lastLabel(value, 317, 3);
  // Neither the first segment nor the name starts with a digit (letters come after 64), and the name has no hyphen.
  return name > 0 && value.charCodeAt(0) > 64 && value.charCodeAt(name) > 64 && value.indexOf("-", name) < 0;
}

/**
 * Takes an NSID apart.
 *
 * @throws InvalidSyntaxError if it is not an NSID.
 * @example
 * ```ts
 * parseNsid("app.bsky.feed.post"); // { authority: "feed.bsky.app", name: "post", segments: ["app", "bsky", "feed", "post"] }
 * ```
 */
export function parseNsid(nsid: string): NsidParts {
  if (!isNsid(nsid)) {
    throw new InvalidSyntaxError("nsid", nsid, "expected a reversed domain name and a name, as in app.bsky.feed.post");
  }
  const segments: string[] = nsid.split(".");
  return { authority: segments.slice(0, -1).reverse().join("."), name: segments[segments.length - 1] ?? "", segments };
}
