import { decodeBase32 } from "../platform/bytes/base32.ts";
import type { Checked } from "./checked.ts";
import { readCidBytes } from "./cidBytes.ts";

/** A content identifier as a string: version 1 in base 32, as in `bafyrei...`. */
export type Cid = Checked<"cid">;

// At module level, as in did.ts. The letters of base 32 are two ranges; what lies between is ruled out first, so that one is
// left. Engines look at the characters of a group together: here 51 of them by threes, then 50 by twos.
const SHA_256 = /^baf[ky]rei[a-h](?=(?:[^8-`][^8-`][^8-`])+$)(?:[2-z][2-z])+[aeimquy4]$/;

/**
 * Whether a value is a CID of version 1 in base 32, of at most 100 bytes (161 characters), as long as it says itself. Any codec and
 * hash are accepted: `parseCid` of `bluesky/data` tells which they are.
 *
 * @see https://atproto.com/specs/data-model#link-and-cid-formats
 */
export function isCid(value: unknown): value is Cid {
  return (
    typeof value === "string" &&
    // Nearly all: a SHA-256 of DAG-CBOR or of raw bytes. The last character ends with two bits that are zero.
    ((value.length === 59 && SHA_256.test(value)) || isOther(value))
  );
}

function isOther(text: string): boolean {
  const bytes = text[0] === "b" && text.length < 162 ? decodeBase32(text.slice(1)) : undefined;
  return bytes !== undefined && readCidBytes(bytes) !== undefined;
}
