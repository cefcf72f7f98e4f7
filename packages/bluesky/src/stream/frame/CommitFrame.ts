/** An operation of a commit, as the frame has it. */
export interface CommitOp {
  /** What was done. */
  readonly action: "create" | "update" | "delete";
  /** Collection and record key. */
  readonly path: string;
  /** The CID of the record; `null` where it was deleted. */
  readonly cid: string | null;
  /** The CID that the record had before, where there was one and the host says it. */
  readonly prev?: string | undefined;
}

/** A commit, as `com.atproto.sync.subscribeRepos` sends it, decoded. CIDs are texts. */
export interface CommitFrame {
  /** Its number in the stream. */
  readonly seq: number;
  /** The account. */
  readonly repo: string;
  /** The revision, a TID. */
  readonly rev: string;
  /** The revision before. `null`: there was none. */
  readonly since: string | null;
  /** The CID of the commit. */
  readonly commit: string;
  /** The CID of the tree before. */
  readonly prevData?: string | undefined;
  /** A CAR with the commit, and of the tree and the records what is new. A view of the frame's bytes: copy what you keep. */
  readonly blocks: Uint8Array;
  /** What was done. */
  readonly ops: readonly CommitOp[];
  /** Whether there is less in it than belongs to it. */
  readonly tooBig: boolean;
  /** When it was sent first, as a datetime. */
  readonly time: string;
}

/** The state of a repository was set anew: `#sync` of the same stream. */
export interface SyncFrame {
  /** Its number in the stream. */
  readonly seq: number;
  /** The account. */
  readonly did: string;
  /** The revision, a TID. */
  readonly rev: string;
  /** A CAR with the commit alone. */
  readonly blocks: Uint8Array;
  /** When it was sent first, as a datetime. */
  readonly time: string;
}
