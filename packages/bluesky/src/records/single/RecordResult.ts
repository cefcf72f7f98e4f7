import type { CommitMeta } from "../../lexicons/com/atproto/repo/defs.ts";

/** Where a record is, and which version of it. */
export interface RecordRef {
  /** The AT URI of the record. */
  readonly uri: string;
  /** The CID of the record. */
  readonly cid: string;
  /** Its key within the collection. */
  readonly rkey: string;
}

/** A record that was written. */
export interface WrittenRecord extends RecordRef {
  /** The commit that it came into the repository with. None where nothing changed. */
  readonly commit?: CommitMeta | undefined;
  /** What the server says of its own validation. */
  readonly validationStatus?: "valid" | "unknown" | (string & {}) | undefined;
}

/** A record that was read. */
export interface ReadRecord<T> extends RecordRef {
  /** The record. */
  readonly value: T;
}

/** A record that was read, changed and written. */
export interface UpdatedRecord<T> extends WrittenRecord {
  /** The record. */
  readonly value: T;
}
