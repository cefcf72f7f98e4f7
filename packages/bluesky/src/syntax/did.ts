import { invalidSyntax } from "./InvalidSyntaxError.ts";

/** A DID: `did:plc:z72i7hdynmk6r22z27h6tvur`, `did:web:example.com`. */
export type Did = `did:${string}:${string}`;

// At module level: a literal inside of a function makes an object at each call. `\w` is looked up in a table, where two
// ranges would be a branch that no processor predicts; what it takes beyond the letters of a did:plc is good in any DID.
const SHORT = /^did:plc:\w+$/;
const ANY = /^did:[a-z]+:[\w.:%-]*[\w.-]$/;

/** What {@link parseDid} returns. */
export interface DidParts {
  /** `plc`, `web`, or any other method. */
  method: string;
  /** What follows the method, as it is written. */
  id: string;
}

/**
 * Whether a value is a DID by syntax, of any method, of at most 2,048 characters.
 *
 * @see https://atproto.com/specs/did
 */
export function isDid(value: unknown): value is Did {
  return (
    typeof value === "string" &&
    // Nearly every DID is a did:plc; the general check also covers it, more slowly.
    ((value.length === 32 && SHORT.test(value)) || (value.length < 2049 && ANY.test(value)))
  );
}

/**
 * Takes a DID apart.
 *
 * @throws {InvalidSyntaxError} if it is not a DID
 * @example
 * ```ts
 * parseDid("did:web:example.com"); // { method: "web", id: "example.com" }
 * ```
 */
export function parseDid(did: string): DidParts {
  if (!isDid(did)) {
    throw invalidSyntax("did", did, "expected did:<method>:<id>, as in did:web:example.com");
  }
  const end = did.indexOf(":", 4);
  return { method: did.slice(4, end), id: did.slice(end + 1) };
}
