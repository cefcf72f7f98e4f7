import { encodeBase32 } from "../../platform/bytes/base32.ts";
import { CborReader, keptSlice, sliceText } from "./CborReader.ts";
import type { CommitFrame, CommitOp } from "./CommitFrame.ts";
import { FrameFault } from "./FrameFault.ts";
import type { FrameFilter } from "./FrameFilter.ts";
import { findBlocks } from "./findBlocks.ts";
import type { OpPlace } from "./OpPlace.ts";

/** A commit that was read as far as somebody wants it. Texts of CIDs, which nearly nobody wants, are made when they are asked for. */
export class CommitPlaces implements CommitFrame {
  readonly bytes: Uint8Array;
  seq = -1;
  repo = "";
  rev = "";
  time = "";
  tooBig = false;
  /** Operations that are wanted. */
  readonly wanted: OpPlace[] = [];
  /** Whether it was left before its end, because nothing of it is wanted. */
  isLeft = false;
  sinceStart = 0;
  sinceEnd = 0;
  opsStart = 0;
  blocksStart = 0;
  blocksEnd = 0;
  commitStart = 0;
  commitEnd = 0;
  prevDataStart = 0;
  prevDataEnd = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  get since(): string | null {
    return this.sinceStart === 0 ? null : sliceText(this.bytes, this.sinceStart, this.sinceEnd);
  }

  get blocks(): Uint8Array {
    return this.bytes.subarray(this.blocksStart, this.blocksEnd);
  }

  get commit(): string {
    return cidAt(this.bytes, this.commitStart, this.commitEnd);
  }

  get prevData(): string | undefined {
    return this.prevDataStart === 0 ? undefined : cidAt(this.bytes, this.prevDataStart, this.prevDataEnd);
  }

  get ops(): readonly CommitOp[] {
    const ops: CommitOp[] = [];
    const reader = new CborReader(this.bytes, this.opsStart, this.bytes.length);
    const { bytes } = reader;
    for (let left = reader.head(4); left > 0; left--) {
      readOp(reader);
      ops.push({
        action,
        path: sliceText(bytes, pathStart, pathEnd),
        cid: cidStart === 0 ? null : cidAt(bytes, cidStart, cidEnd),
        ...(prevStart !== 0 && { prev: cidAt(bytes, prevStart, prevEnd) }),
      });
    }
    return ops;
  }

  /** Whether all records that are wanted are there. */
  get isWhole(): boolean {
    return !this.tooBig && this.wanted.every(({ action, blockEnd }) => action === "delete" || blockEnd > 0);
  }
}

/** The text of the CID that stands somewhere. */
export function cidAt(bytes: Uint8Array, start: number, end: number): string {
  return `b${encodeBase32(bytes.subarray(start, end))}`;
}

// What `readOp` has read last. An object for each operation, most of which nobody wants, would cost more than reading it.
let action: CommitOp["action"] = "create";
let pathStart = 0;
let pathEnd = 0;
let cidStart = 0;
let cidEnd = 0;
let prevStart = 0;
let prevEnd = 0;

/**
 * Reads a commit: its operations first, which stand first. Where nothing of them is wanted, it goes no further than to the number.
 *
 * @param at where the body of the frame begins
 * @throws {unknown} a `FrameFault`
 */
export function readCommit(bytes: Uint8Array, at: number, filter: FrameFilter): CommitPlaces {
  const commit = new CommitPlaces(bytes);
  const reader = new CborReader(bytes, at, bytes.length);
  try {
    readBody(commit, reader, filter);
  } catch (error) {
    throw error instanceof FrameFault ? new FrameFault(error.what, commit.seq < 0 ? undefined : commit.seq) : error;
  }
  return commit;
}

function readBody(commit: CommitPlaces, reader: CborReader, filter: FrameFilter): void {
  const { bytes } = reader;
  let previousStart = 0;
  let previousLength = -1;
  for (let left = reader.head(5); left > 0; left--) {
    const keyLength = reader.head(3);
    const keyStart = reader.skipBytes(keyLength);
    // Canonical: in order, each once.
    if (
      keyLength < previousLength ||
      (keyLength === previousLength && !isAfter(bytes, keyStart, previousStart, keyLength))
    ) {
      throw new FrameFault(`the key at byte ${keyStart} is not in order`);
    }
    previousStart = keyStart;
    previousLength = keyLength;
    switch (keptSlice(bytes, keyStart, reader.at)) {
      case "ops":
        commit.opsStart = reader.at;
        readOps(commit, reader, filter);
        break;
      case "rev":
        commit.rev = reader.text();
        break;
      case "seq":
        commit.seq = reader.integer();
        if (isLeft(commit, filter)) return;
        break;
      case "repo":
        commit.repo = reader.text();
        if (filter.dids !== undefined && !filter.dids.has(commit.repo)) {
          commit.isLeft = true;
          commit.wanted.length = 0;
          return;
        }
        break;
      case "time":
        commit.time = reader.text();
        break;
      case "since":
        if (reader.isNull()) break;
        // Only who verifies asks for it.
        commit.sinceStart = reader.skipBytes(reader.head(3));
        commit.sinceEnd = reader.at;
        break;
      case "blocks": {
        const length = reader.head(2);
        commit.blocksStart = reader.skipBytes(length);
        commit.blocksEnd = reader.at;
        break;
      }
      case "commit":
        commit.commitStart = reader.link();
        commit.commitEnd = reader.at;
        break;
      case "tooBig":
        commit.tooBig = reader.boolean();
        if (isLeft(commit, filter)) return;
        break;
      case "prevData":
        if (reader.isNull()) break;
        commit.prevDataStart = reader.link();
        commit.prevDataEnd = reader.at;
        break;
      default:
        reader.skip();
    }
  }
  if (reader.at !== bytes.length) throw new FrameFault(`expected the end, got ${bytes.length - reader.at} more bytes`);
  const { seq, repo, rev, time, opsStart, blocksStart, commitStart } = commit;
  if (seq < 0 || repo === "" || rev === "" || time === "" || opsStart === 0 || blocksStart === 0 || commitStart === 0) {
    throw new FrameFault("a commit lacks one of seq, repo, rev, time, ops, blocks and commit");
  }
  if (commit.wanted.length > 0) findBlocks(bytes, commit.blocksStart, commit.blocksEnd, commit.wanted);
}

/** Whether nothing of it is wanted. A commit without operations may be one that was too big. */
function isLeft(commit: CommitPlaces, filter: FrameFilter): boolean {
  const { bytes, opsStart, wanted } = commit;
  commit.isLeft = wanted.length === 0 && !filter.all && opsStart > 0 && bytes[opsStart] !== 0x80;
  return commit.isLeft;
}

function isAfter(bytes: Uint8Array, start: number, other: number, length: number): boolean {
  for (let i = 0; i < length; i++) {
    const more = (bytes[start + i] ?? 0) - (bytes[other + i] ?? 0);
    if (more !== 0) return more > 0;
  }
  return false;
}

function readOps(commit: CommitPlaces, reader: CborReader, filter: FrameFilter): void {
  const { bytes } = reader;
  for (let left = reader.head(4); left > 0; left--) {
    readOp(reader);
    let slash = pathStart;
    while (slash < pathEnd && bytes[slash] !== 0x2f) slash++;
    if (slash === pathEnd) throw new FrameFault("the path of an operation has no record key");
    const collection = keptSlice(bytes, pathStart, slash);
    if (!filter.wants(collection)) continue;
    if (cidStart === 0 && action !== "delete") throw new FrameFault("an operation lacks the CID of its record");
    const rkey = sliceText(bytes, slash + 1, pathEnd);
    commit.wanted.push({ action, collection, rkey, cidStart, cidEnd, blockStart: 0, blockEnd: 0 });
  }
}

/** Reads an operation into the variables of this module. */
function readOp(reader: CborReader): void {
  pathStart = 0;
  cidStart = 0;
  prevStart = 0;
  let name = "";
  for (let left = reader.head(5); left > 0; left--) {
    switch (reader.keptText()) {
      case "cid":
        if (reader.isNull()) break;
        cidStart = reader.link();
        cidEnd = reader.at;
        break;
      case "path": {
        const length = reader.head(3);
        pathStart = reader.skipBytes(length);
        pathEnd = reader.at;
        break;
      }
      case "prev":
        if (reader.isNull()) break;
        prevStart = reader.link();
        prevEnd = reader.at;
        break;
      case "action":
        name = reader.keptText();
        break;
      default:
        reader.skip();
    }
  }
  if (pathStart === 0) throw new FrameFault("an operation lacks its path");
  if (name !== "create" && name !== "update" && name !== "delete") {
    throw new FrameFault(
      `expected create, update or delete as the action of an operation, got ${JSON.stringify(name)}`,
    );
  }
  action = name;
}
