import { isAtIdentifier } from "./atIdentifier.ts";
import { invalidSyntax } from "./InvalidSyntaxError.ts";
import { isNsid } from "./nsid.ts";
import { isRecordKey } from "./recordKey.ts";

/** An AT URI: `at://did:plc:z72i7hdynmk6r22z27h6tvur/app.bsky.feed.post/3jzfcijpj2z2a`. */
export type AtUri = `at://${string}`;

// At module level and with `\w`, as in did.ts.
const SHORT = /^at:\/\/did:plc:(?:\w\w\w\w)+\/app\.bsky\.[a-z]+\.[a-zA-Z]+\/\w+$/;
const ANY = /^at:\/\/([^/#]+)(?:\/([^/#]+)(?:\/([^/#]+))?)?(?:#(\/(?:[!$&-;=@-[\]_a-z~]|%[\dA-Fa-f]{2})*))?$/;

/** What {@link parseAtUri} returns and {@link buildAtUri} takes. */
export interface AtUriParts {
  /** The DID or handle of the repository. */
  authority: string;
  /** NSID of the collection. */
  collection?: string | undefined;
  /** Key of the record; there is none without a collection. */
  rkey?: string | undefined;
  /** A JSON pointer into the record, percent-encoded as in the URI, without the `#`. */
  fragment?: string | undefined;
}

/**
 * Whether a value is an AT URI as lexicons allow it: `at://`, a DID or handle, and optionally a collection, a record key
 * and, as fragment, a JSON pointer; at most 8,192 characters, no query, no slash at the end.
 *
 * @see https://atproto.com/specs/at-uri-scheme
 */
export function isAtUri(value: unknown): value is AtUri {
  return (
    typeof value === "string" &&
    // Bluesky's own records of a did:plc: nearly all. No part of a URI this short can be too long.
    ((value.length < 99 && value[37] === "/" && SHORT.test(value)) || isValid(split(value)))
  );
}

/** Authority, collection, record key and fragment of what may be an AT URI. */
function split(uri: string): readonly (string | undefined)[] | null {
  return uri.length > 8192 ? null : ANY.exec(uri);
}

function isValid(parts: readonly (string | undefined)[] | null): boolean {
  return (
    parts !== null &&
    isAtIdentifier(parts[1]) &&
    (parts[2] === undefined || isNsid(parts[2])) &&
    (parts[3] === undefined || isRecordKey(parts[3]))
  );
}

/**
 * Takes an AT URI apart.
 *
 * @throws {InvalidSyntaxError} if it is not one
 * @example
 * ```ts
 * parseAtUri("at://alice.test/app.bsky.feed.post/3jzfcijpj2z2a");
 * // { authority: "alice.test", collection: "app.bsky.feed.post", rkey: "3jzfcijpj2z2a" }
 * ```
 */
export function parseAtUri(uri: string): AtUriParts {
  const parts = typeof uri === "string" ? split(uri) : null;
  if (!parts || !isValid(parts)) throw invalidSyntax("at-uri", uri, explain(parts));
  const [, authority = "", collection, rkey, fragment] = parts;
  // Without the keys that have no value.
  return {
    authority,
    ...(collection === undefined ? {} : { collection }),
    ...(rkey === undefined ? {} : { rkey }),
    ...(fragment === undefined ? {} : { fragment }),
  };
}

function explain(parts: readonly (string | undefined)[] | null): string {
  if (!parts) return "expected at://<did or handle>[/<collection>[/<record key>]][#<json pointer>]";
  if (!isAtIdentifier(parts[1])) return "the authority is neither a DID nor a handle";
  return isNsid(parts[2]) ? "the record key is not valid" : "the collection is not an NSID";
}

/**
 * Builds an AT URI from its parts. The inverse of {@link parseAtUri}.
 *
 * @throws {InvalidSyntaxError} if a part is not valid, or there is a record key without a collection
 * @example
 * ```ts
 * buildAtUri({ authority: "alice.test", collection: "app.bsky.actor.profile", rkey: "self" });
 * // "at://alice.test/app.bsky.actor.profile/self"
 * ```
 */
export function buildAtUri({ authority, collection, rkey, fragment }: AtUriParts): AtUri {
  let uri = `at://${authority}`;
  if (collection !== undefined) uri += `/${collection}`;
  if (rkey !== undefined) uri += `/${rkey}`;
  if (fragment !== undefined) uri += `#${fragment}`;
  const parts = split(uri);
  // A part that holds a slash could pass as two, and a key without a collection as a collection.
  const kept = parts?.[1] === authority && parts[2] === collection && parts[3] === rkey && parts[4] === fragment;
  if (!kept || !isAtUri(uri)) {
    throw invalidSyntax("at-uri", uri, kept ? explain(parts) : "a part holds what separates parts, or is missing");
  }
  return uri;
}
