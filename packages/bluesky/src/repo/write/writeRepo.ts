import { hashSha256 } from "#hash-sha256";
import type { Signer } from "../../crypto/signing/SigningKey.ts";
import { CODEC_DAG_CBOR, parseCid, sha256Cid } from "../../data/cid.ts";
import { encodeCbor } from "../../data/encodeCbor.ts";
import { cidText } from "../car/verifyBlock.ts";
import { toFrame, toHeader } from "../car/writeCar.ts";
import { createCommit } from "../commit/createCommit.ts";
import type { Commit } from "../commit/parseCommit.ts";
import { buildTree, type TreeEntry } from "../mst/buildTree.ts";

/** A record that is written. */
export interface RecordInit {
  /** Its collection, an NSID. */
  readonly collection: string;
  /** Its record key. */
  readonly rkey: string;
  /** What it holds, in the JSON form or the decoded form of the data model. */
  readonly value: unknown;
}

/** Options of {@link writeRepo}. */
export interface WriteRepoOptions {
  /** The account. */
  readonly did: string;
  /** The key of the account, of `generateKey` or `importKey`. */
  readonly key: Signer;
  /** A TID. @default a new one */
  readonly rev?: string | undefined;
}

/** A repository that was made. */
export interface WrittenRepo extends Commit {
  /** Its CAR, in chunks: the commit first, each node before what stands in it, so that a reader needs to keep nothing. */
  chunks(): Generator<Uint8Array<ArrayBuffer>, void, undefined>;
  /** Its CAR. */
  bytes(): Uint8Array<ArrayBuffer>;
}

/**
 * Makes a whole repository of records, and signs its commit. Records are kept as they are written until it is done.
 *
 * @throws {InvalidOptionError} for a key that is none or stands there twice
 * @throws {InvalidDataError} for a record that is not of the data model
 * @throws {unknown} what the key fails with
 * @example
 * ```ts
 * const key = await generateKey("secp256k1");
 * const repo = await writeRepo([{ collection: "app.bsky.feed.post", rkey: nextTid(), value: post }], { did, key });
 * await writeFile("repo.car", repo.chunks());
 * ```
 * @see https://atproto.com/specs/repository
 */
export async function writeRepo(records: Iterable<RecordInit>, options: WriteRepoOptions): Promise<WrittenRepo> {
  const { did, key, rev } = options;
  const blocks = new Map<string, Uint8Array>();
  const entries: TreeEntry[] = [];
  for (const { collection, rkey, value } of records) {
    const bytes = encodeCbor(value);
    const cid = cidText(sha256Cid(CODEC_DAG_CBOR, hashSha256(bytes)));
    blocks.set(cid, bytes);
    entries.push({ key: `${collection}/${rkey}`, cid });
  }
  const { root, order } = buildTree(entries);
  const { bytes: commitBytes, ...commit } = await createCommit({ did, data: root, rev }, key);
  const written: WrittenRepo = {
    ...commit,
    *chunks() {
      yield toHeader([commit.cid]);
      yield toFrame(parseCid(commit.cid).bytes, commitBytes);
      for (const item of order) {
        const bytes = "bytes" in item ? item.bytes : blocks.get(item.cid);
        if (bytes) yield toFrame(parseCid(item.cid).bytes, bytes);
      }
    },
    bytes() {
      const chunks = [...written.chunks()];
      const whole = new Uint8Array(chunks.reduce((sum, { length }) => sum + length, 0));
      let at = 0;
      for (const chunk of chunks) {
        whole.set(chunk, at);
        at += chunk.length;
      }
      return whole;
    },
  };
  return written;
}
