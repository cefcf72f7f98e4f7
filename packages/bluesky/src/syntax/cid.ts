import type { Checked } from "./checked.ts";

/** A content identifier as a string: version 1 in base 32, as in `bafyrei...`. */
export type Cid = Checked<"cid">;

/**
 * Whether a value is a CID of version 1 in base 32, of at most 100 bytes (161 characters). Any codec and hash are
 * accepted, and the bytes are not taken apart: `parseCid` of `bluesky/data` does that.
 *
 * @see https://atproto.com/specs/data-model#link-and-cid-formats
 */
export function isCid(value: unknown): value is Cid {
  // The first byte is the version: 1 in base 32 is "a" and the upper half of the next digit.
  return typeof value === "string" && value.length > 7 && value.length < 162 && /^ba[a-h][a-z2-7]+$/.test(value);
}
