import { invalidSyntax } from "./InvalidSyntaxError.ts";

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
  // Neither the first segment nor the name starts with a digit, and the name has no hyphen.
  return (
    typeof value === "string" &&
    value.length < 318 &&
    /^[a-z](?:[a-z\d-]{0,61}[a-z\d])?(?:\.[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?)+\.[a-z][a-z\d]{0,62}$/i.test(value)
  );
}

/**
 * Takes an NSID apart.
 *
 * @throws {InvalidSyntaxError} if it is not an NSID
 * @example
 * ```ts
 * parseNsid("app.bsky.feed.post"); // { authority: "feed.bsky.app", name: "post", segments: ["app", "bsky", "feed", "post"] }
 * ```
 */
export function parseNsid(nsid: string): NsidParts {
  if (!isNsid(nsid)) {
    throw invalidSyntax("nsid", nsid, "expected a reversed domain name and a name, as in app.bsky.feed.post");
  }
  const segments: string[] = nsid.split(".");
  return { authority: segments.slice(0, -1).reverse().join("."), name: segments[segments.length - 1] ?? "", segments };
}
