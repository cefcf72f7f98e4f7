import { hashSha256 } from "#hash-sha256";
import { CODEC_DAG_CBOR, sha256Cid } from "../../data/cid.ts";
import type { DataValue } from "../../data/dataValue.ts";
import { encodeCbor } from "../../data/encodeCbor.ts";
import { encodeBase32 } from "../../platform/bytes/base32.ts";
import { toFrame, toHeader } from "../../repo/car/writeCar.ts";

/** Puts bytes together. */
export function join(...chunks: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(chunks.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

/** The CID of a block, as bytes and as text. */
export function cidOf(block: Uint8Array): { bytes: Uint8Array; text: string } {
  const bytes = sha256Cid(CODEC_DAG_CBOR, hashSha256(block));
  return { bytes, text: `b${encodeBase32(bytes)}` };
}

/** An operation of a commit that is made for a test. */
export interface TestOp {
  readonly action: "create" | "update" | "delete";
  readonly path: string;
  readonly record?: DataValue | undefined;
}

/** A frame of `subscribeRepos`. */
export function frameOf(type: string, body: DataValue): Uint8Array<ArrayBuffer> {
  return join(encodeCbor({ t: type, op: 1 }), encodeCbor(body));
}

/** What ends a stream. */
export function errorFrame(error: string, message?: string): Uint8Array<ArrayBuffer> {
  return join(encodeCbor({ op: -1 }), encodeCbor({ error, ...(message !== undefined && { message }) }));
}

/** The body of a commit, with a CAR of its records: no tree, and no commit that anybody has signed. */
export function commitBody(init: {
  readonly seq: number;
  readonly did: string;
  readonly ops: readonly TestOp[];
  readonly time?: string | undefined;
  readonly rev?: string | undefined;
  readonly padding?: number | undefined;
}): { [key: string]: DataValue } {
  const { seq, did, ops, time = "2026-11-01T12:00:00.000Z", rev = "3jzfcijpj2z2a", padding = 0 } = init;
  const blocks = ops.flatMap(({ record }) => (record === undefined ? [] : [encodeCbor(record)]));
  const commit = encodeCbor({ did, rev, version: 3, padding: new Uint8Array(padding) });
  const root = cidOf(commit);
  const car = join(toHeader([root.text]), ...[commit, ...blocks].map((block) => toFrame(cidOf(block).bytes, block)));
  return {
    seq,
    repo: did,
    rev,
    since: null,
    time,
    rebase: false,
    tooBig: false,
    blobs: [],
    commit: { $link: root.text },
    blocks: car,
    ops: ops.map(({ action, path, record }) => ({
      action,
      path,
      cid: record === undefined ? null : { $link: cidOf(encodeCbor(record)).text },
    })),
  };
}

/** A commit as a frame. */
export function commitFrame(init: Parameters<typeof commitBody>[0]): Uint8Array<ArrayBuffer> {
  return frameOf("#commit", commitBody(init));
}

/** A post, as a record. */
export function post(text: string): { [key: string]: DataValue } {
  return { $type: "app.bsky.feed.post", text, createdAt: "2026-11-01T12:00:00.000Z" };
}

/** The DID of one of some accounts. */
export function didOf(n: number): string {
  const digits = [...n.toString(32)].map((digit) => "abcdefghijklmnopqrstuvwxyz234567"[Number.parseInt(digit, 32)]);
  return `did:plc:${digits.join("").padStart(24, "a")}`;
}
