import type { CommitMeta } from "../lexicons/com/atproto/repo/defs.ts";
import type { FoundRecord } from "./settleWrites.ts";

/** Where a record is, and which version of it. */
export interface RecordRef {
  readonly uri: string;
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
  readonly value: T;
}

/** The key in a record's URI. */
export function toRecordKey(uri: string): string {
  return uri.slice(uri.lastIndexOf("/") + 1);
}

/** What an operation that wrote one record gives, once that record was found. */
export function writtenAt([found]: readonly (FoundRecord | undefined)[]): object {
  return { uri: found?.uri, cid: found?.cid };
}
