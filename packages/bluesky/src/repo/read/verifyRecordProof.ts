import type { DataValue } from "../../data/dataValue.ts";
import { checkSignal } from "../../errors/checkSignal.ts";
import { invalidOption } from "../../errors/InvalidOptionError.ts";
import { createBlockFinder } from "../car/BlockFinder.ts";
import { type CarSource, openSource } from "../car/CarSource.ts";
import { readFrames } from "../car/readFrames.ts";
import { cidText } from "../car/verifyBlock.ts";
import { type Commit, parseCommit } from "../commit/parseCommit.ts";
import { type CommitKeyOptions, verifyCommit } from "../commit/verifyCommit.ts";
import { repoError } from "../model/RepoError.ts";
import { isRepoKey } from "../mst/isRepoKey.ts";
import { type SearchPlace, searchNode } from "../mst/searchNode.ts";
import { cidBytes, withSignal } from "./openRepo.ts";
import { decodeRecord } from "./readRepo.ts";

/** Which record a proof is about, and whose key it must be signed by. */
export interface RecordProofOptions extends CommitKeyOptions {
  /** The account. */
  readonly did: string;
  /** The collection, an NSID. */
  readonly collection: string;
  /** The record key. */
  readonly rkey: string;
}

/** What was proven: that the record is in the repository as of a commit, or that it is not. */
export type RecordProof =
  | { readonly exists: true; readonly commit: Commit; readonly cid: string; readonly value: DataValue }
  | { readonly exists: false; readonly commit: Commit; readonly cid?: undefined; readonly value?: undefined };

/**
 * Verifies what `com.atproto.sync.getRecord` answers: that an account has published a record, or that it has none of that name.
 * Whoever gave the answer need not be trusted. The commit says of when it is (`rev`); whether there is a newer one, nobody can prove.
 *
 * @throws {RepoError} if it proves neither
 * @throws {InvalidOptionError}
 * @throws {AbortedError}
 * @throws {CryptoError} `invalid_key` for a `key` that is none
 * @throws {unknown} what the source and `identity` throw
 * @example
 * ```ts
 * import { getRecord } from "bluesky/com/atproto/sync";
 *
 * const answer = await getRecord(client, { did, collection, rkey });
 * const { exists, value } = await verifyRecordProof(answer, { did, collection, rkey, identity });
 * ```
 * @see https://atproto.com/specs/repository
 */
export async function verifyRecordProof(source: CarSource, options: RecordProofOptions): Promise<RecordProof> {
  const { did, collection, rkey, signal } = options;
  checkSignal(signal);
  const key = `${collection}/${rkey}`;
  if (!isRepoKey(key))
    throw invalidOption("rkey", `Expected a collection and a record key, got ${JSON.stringify(key)}.`);
  const open = openSource(source);
  try {
    const { roots, frames } = await readFrames(withSignal(open, signal));
    const [root] = roots;
    if (root === undefined) throw repoError("commit_invalid", "wrong_root", "The CAR names no commit as its root");
    const blocks = createBlockFinder(frames, open, { verify: true, maxStash: 16_777_216 });
    const signed = parseCommit(await blocks.find(cidBytes(root), true), root, did);
    await verifyCommit(signed, options);
    const { commit } = signed;
    let place: SearchPlace | undefined = { cid: signed.data };
    while (place) {
      const found = searchNode(await blocks.find(place.cid, true), place, key);
      if (found && "value" in found) {
        const cid = cidText(found.value);
        const record = decodeRecord(await blocks.find(found.value, true), key, cid, false);
        return { exists: true, commit, cid, value: record as DataValue }; // as it was decoded
      }
      place = found;
    }
    return { exists: false, commit };
  } finally {
    await open.close().catch(() => {});
  }
}
