import { isDid } from "../../syntax/did.ts";
import { isTid } from "../../syntax/tid.ts";
import { readFields } from "../car/cborFields.ts";
import { cidText } from "../car/verifyBlock.ts";
import { type RepoErrorReason, repoError } from "../model/RepoError.ts";

/** The commit of a repository: what its account has signed. */
export interface Commit {
  /** The CID of its block, which names the whole of the repository. */
  readonly cid: string;
  /** The account. */
  readonly did: string;
  /** The revision, a TID that rises. */
  readonly rev: string;
  /** The CID of the top of the tree. */
  readonly data: string;
  /** The CID of an earlier commit; usually `null`. */
  readonly prev: string | null;
}

/** A commit with what was signed. */
export interface SignedCommit {
  readonly commit: Commit;
  /** The bytes of `commit.data`. */
  readonly data: Uint8Array;
  /** What the signature is of. */
  readonly unsigned: Uint8Array;
  readonly signature: Uint8Array;
}

/** @throws {RepoError} `commit_invalid` for what is no commit of version 3, and for another account's */
export function parseCommit(bytes: Uint8Array, cid: string, did?: string | undefined): SignedCommit {
  const refuse = (reason: RepoErrorReason, what: string): Error =>
    repoError("commit_invalid", reason, `The root of the CAR is not the commit of the repository: ${what}`, { cid });
  const { fields, isWhole } = readFields(bytes);
  const owner = fields.get("did")?.value;
  const signed = fields.get("sig");
  const version = fields.get("version")?.value;
  if (!fields.has("did") && !signed) throw refuse("wrong_root", "it is something else");
  if (version !== undefined && version !== 3)
    throw refuse("wrong_version", `expected version 3, got ${JSON.stringify(version)}`);
  const data = fields.get("data")?.link;
  const prev = fields.get("prev");
  const rev = fields.get("rev")?.value;
  const hasPrev = prev?.value === null || prev?.link !== undefined;
  if (!isWhole || fields.size !== 6 || version !== 3 || !isDid(owner) || !data || !hasPrev || !signed?.sig) {
    throw refuse("malformed", "expected did, version, data, rev, prev and sig, got something else");
  }
  if (!isTid(rev)) throw refuse("invalid_rev", `expected a TID as its revision, got ${JSON.stringify(rev)}`);
  if (did !== undefined && owner !== did) throw refuse("wrong_account", `expected it of ${did}, got it of ${owner}`);
  // All but the signature: a map of five, in the same order.
  const unsigned = new Uint8Array(bytes.length - (signed.to - signed.from));
  unsigned.set(bytes.subarray(0, signed.from));
  unsigned.set(bytes.subarray(signed.to), signed.from);
  unsigned[0] = 0xa5;
  return {
    commit: { cid, did: owner, rev, data: cidText(data), prev: prev?.link ? cidText(prev.link) : null },
    data,
    unsigned,
    signature: signed.sig,
  };
}
