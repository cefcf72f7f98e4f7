import { hashSha256Text } from "#hash-sha256";
import { HASH_SHA256 } from "../../data/cid.ts";
import { encodeBase32 } from "../../platform/bytes/base32.ts";
import { readCidBytes } from "../../syntax/cidBytes.ts";
import { repoError } from "../model/RepoError.ts";

/** @throws {RepoError} `block_mismatch` if a block is not what its CID stands for */
export function verifyBlock(cid: Uint8Array, bytes: Uint8Array): void {
  const isUsual = cid.length === 36 && cid[2] === HASH_SHA256 && cid[3] === 32;
  const start = isUsual ? 4 : startOfDigest(cid);
  const digest = hashSha256Text(bytes);
  for (let i = 0; i < 32; i++) {
    if (digest.charCodeAt(i) !== cid[start + i]) {
      const what = `expected what its CID stands for, got ${bytes.length} bytes of another hash`;
      const text = cidText(cid);
      throw repoError("block_mismatch", "wrong_hash", `The block ${text} was changed: ${what}`, { cid: text });
    }
  }
}

/** @throws {RepoError} `block_mismatch` for a CID of another hash */
function startOfDigest(cid: Uint8Array): number {
  const parts = readCidBytes(cid);
  if (parts?.hash === HASH_SHA256 && cid.length - parts.start === 32) return parts.start;
  const text = cidText(cid);
  const what = "its hash is of another kind than SHA-256, which is the only one that repositories have";
  throw repoError("block_mismatch", "unknown_hash", `The block ${text} cannot be verified: ${what}`, { cid: text });
}

/** A CID as text, of its bytes. */
export function cidText(cid: Uint8Array): string {
  return `b${encodeBase32(cid)}`;
}

/** Whether two CIDs are the same. */
export function isSameCid(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  // They differ in their digests, if anywhere: from behind.
  for (let i = a.length - 1; i >= 0; i--) if (a[i] !== b[i]) return false;
  return true;
}
