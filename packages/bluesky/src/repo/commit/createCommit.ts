import { hashSha256 } from "#hash-sha256";
import type { Signer } from "../../crypto/signing/SigningKey.ts";
import { CODEC_DAG_CBOR, sha256Cid } from "../../data/cid.ts";
import { encodeCbor } from "../../data/encodeCbor.ts";
import { invalidOption } from "../../errors/InvalidOptionError.ts";
import { isDid } from "../../syntax/did.ts";
import { isTid, nextTid } from "../../syntax/tid.ts";
import { cidText } from "../car/verifyBlock.ts";
import type { Commit } from "./parseCommit.ts";

/** What a commit says. */
export interface CommitInit {
  /** The account. */
  readonly did: string;
  /** The CID of the top of the tree: `root` of what `buildTree` gives. */
  readonly data: string;
  /** A TID, greater than that of the commit before. @default a new one */
  readonly rev?: string | undefined;
}

/** A commit that was made, with its block. */
export interface CreatedCommit extends Commit {
  /** Its block. */
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/**
 * Makes the commit of a repository, and signs it.
 *
 * @param key the key of the account, of `generateKey` or `importKey`
 * @throws {InvalidOptionError} if the DID or the revision is none
 * @throws {InvalidDataError} if `data` is no CID
 * @throws {unknown} what the key fails with
 * @example
 * ```ts
 * const { root } = buildTree(entries);
 * const commit = await createCommit({ did, data: root }, key);
 * ```
 * @see https://atproto.com/specs/repository#commit-objects
 */
export async function createCommit(init: CommitInit, key: Signer): Promise<CreatedCommit> {
  const { did, data, rev = nextTid() } = init;
  if (!isDid(did)) throw invalidOption("did", `Expected a DID, got ${JSON.stringify(did)}.`);
  if (!isTid(rev)) throw invalidOption("rev", `Expected a TID, got ${JSON.stringify(rev)}.`);
  const unsigned = { did, version: 3, data: { $link: data }, rev, prev: null };
  const sig = await key.sign(encodeCbor(unsigned));
  const bytes = encodeCbor({ ...unsigned, sig });
  return { cid: cidText(sha256Cid(CODEC_DAG_CBOR, hashSha256(bytes))), did, rev, data, prev: null, bytes };
}
