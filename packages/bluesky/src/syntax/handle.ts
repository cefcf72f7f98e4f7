import { invalidSyntax } from "./InvalidSyntaxError.ts";

/** A handle, which is a domain name: `alice.bsky.social`. */
export type Handle = `${string}.${string}`;

// At module level, as in did.ts.
const SIMPLE = /^[a-z]+\.[a-z]+(?:\.[a-z]+)?$/;
const ANY = /^(?:[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?\.)+[a-z](?:[a-z\d-]{0,61}[a-z\d])?$/i;

/**
 * Whether a value is a handle by syntax: a domain name of at most 253 characters, in any letter case, whose last label
 * starts with a letter. Reserved top-level domains are good syntax; see {@link hasReservedTld}.
 *
 * @see https://atproto.com/specs/handle
 */
export function isHandle(value: unknown): value is Handle {
  return (
    typeof value === "string" &&
    // Most have letters only; the general check also covers them, more slowly.
    ((value.length < 64 && SIMPLE.test(value)) || (value.length < 254 && ANY.test(value)))
  );
}

/**
 * Normalizes a handle that somebody typed or pasted, for comparing and sending: removes surrounding spaces, a leading
 * `@` and the invisible direction marks of copied profiles, and converts it to lower case.
 *
 * @throws {InvalidSyntaxError} if what remains is not a handle
 * @example
 * ```ts
 * normalizeHandle(" @Alice.Bsky.Social"); // "alice.bsky.social"
 * ```
 */
export function normalizeHandle(input: string): Handle {
  const handle = cleanPasted(input).toLowerCase();
  if (!isHandle(handle)) {
    throw invalidSyntax("handle", input, "expected a domain name with at least two parts, as in alice.test");
  }
  return handle;
}

/**
 * A name that people paste, without spaces around it, a leading `@`, and invisible direction marks. The marks are listed, for not every
 * engine reads `\p{Bidi_Control}`: one that does not refuses the whole program.
 */
export function cleanPasted(text: string): string {
  return text
    .replace(/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, "")
    .trim()
    .replace(/^@/, "");
}

/**
 * Whether a handle is under a top-level domain that never resolves. Such a handle is valid syntax, but belongs to
 * nobody. The domain `test` is not among them, because development networks use it.
 *
 * @see https://atproto.com/specs/handle
 */
export function hasReservedTld(handle: string): boolean {
  return /\.(alt|arpa|example|internal|invalid|local|localhost|onion)$/i.test(handle);
}
