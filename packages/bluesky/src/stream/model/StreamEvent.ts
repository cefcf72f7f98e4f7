import type { Label } from "../../lexicons/com/atproto/label/defs.ts";
import type { RecordSchema } from "../../schema/RecordSchema.ts";

/** What every event has. */
interface EventBase {
  /** Its number in the stream: of relays and labelers `seq`, of Jetstream v1 the microseconds of its time, of Tap its `id`. */
  readonly seq: number;
  /** When the host sent it out first, as a datetime. Of Tap, which does not say, when it came. */
  readonly time: string;
  /** Where it came from, such as `bsky.network`. */
  readonly host: string;
}

/** What commits of all kinds have. */
interface CommitBase extends EventBase {
  readonly kind: "commit";
  /** The account whose record it is. */
  readonly did: string;
  /** The revision of the repository, a TID. Empty where the source does not say. */
  readonly rev: string;
  /** An NSID. */
  readonly collection: string;
  /** The record key. */
  readonly rkey: string;
  /** The at-uri of the record. */
  readonly uri: string;
  /** Whether it is new. `false`: it was there before, and comes because the source reads whole repositories. */
  readonly live: boolean;
  /**
   * Whether it is about a record of a schema's collection. Where there is a record, it must have the shape of the schema too: then
   * `record` is typed.
   */
  is<T>(schema: RecordSchema<T>): this is CommitEvent<T>;
}

/** A record was created or updated. */
export interface RecordEvent<T = unknown> extends CommitBase {
  /** What was done. */
  readonly action: "create" | "update";
  /** The CID of the record. */
  readonly cid: string;
  /**
   * The record, decoded when it is asked for, in the form of JSON: bytes are `{ $bytes }`. Nobody has held it to a schema but `is`.
   *
   * @throws {InvalidDataError} if it is not valid data
   */
  readonly record: T;
}

/** A record was deleted. */
export interface DeleteEvent extends CommitBase {
  readonly action: "delete";
  /** None. */
  readonly cid?: undefined;
  /** None. */
  readonly record?: undefined;
}

/** A record was created, updated or deleted: one operation of a commit. */
export type CommitEvent<T = unknown> = RecordEvent<T> | DeleteEvent;

/** Something about an identity has changed: the handle, the key, the PDS. Caches should be refreshed. */
export interface IdentityEvent extends EventBase {
  readonly kind: "identity";
  /** The account. */
  readonly did: string;
  /** The handle now, as far as the host knows it. */
  readonly handle?: string | undefined;
}

/** An account became active or inactive at the host. */
export interface AccountEvent extends EventBase {
  readonly kind: "account";
  /** The account. */
  readonly did: string;
  /** Whether its repository may be read. */
  readonly active: boolean;
  /** Why it is not active: `takendown`, `suspended`, `deleted`, `deactivated`, `desynchronized`, `throttled`. */
  readonly status?: string | undefined;
}

/**
 * Why a repository must be read as a whole. `sync`: the host says that it was reset. `too_big`: a commit came without its
 * records. `chain`: one or more commits before this one never came. `inversion`: a commit does not lead from the tree before to its own.
 */
export type SyncReason = "sync" | "too_big" | "chain" | "inversion";

/** What is known of a repository is no longer true: read it as a whole (`resync`), and go on. */
export interface SyncEvent extends EventBase {
  readonly kind: "sync";
  /** The account. */
  readonly did: string;
  /** The revision of its repository, a TID. */
  readonly rev: string;
  /** Why. */
  readonly reason: SyncReason;
  /** What went wrong, in words. */
  readonly message?: string | undefined;
}

/** A label was set, or taken back (`label.neg`). */
export interface LabelEvent extends EventBase {
  readonly kind: "label";
  /** The account that it is about, or whose record. */
  readonly did: string;
  /** The label. */
  readonly label: Label;
}

/** Something about the stream itself, such as `OutdatedCursor`: the host no longer has all that came behind the cursor. */
export interface InfoEvent extends EventBase {
  readonly kind: "info";
  /**
   * The host's word, or one of ours: `OriginChanged`, the stream goes on at another host than its cursor is of; `CursorReset`, the cursor was
   * given up, and the stream goes on with what comes now; `CursorClamped`, nothing came for long behind the cursor, so the host may no longer have it, and does not say so
   * itself.
   */
  readonly name: string;
  /** The same in words. */
  readonly message?: string | undefined;
}

/** What comes from a stream: the same, whichever source it is. */
export type StreamEvent = CommitEvent | IdentityEvent | AccountEvent | SyncEvent | LabelEvent | InfoEvent;

/** The kinds of events. */
export type StreamEventKind = StreamEvent["kind"];
