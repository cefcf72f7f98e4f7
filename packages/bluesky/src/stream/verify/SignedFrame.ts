/** An operation of a commit, as a frame has it. */
export interface SignedOp {
  /** What was done. */
  readonly action: string;
  /** The path of the record, `collection/rkey`. */
  readonly path: string;
  /** The CID of the record; `null` where it was deleted. */
  readonly cid: string | null | undefined;
  /** The CID of the record before; absent where it was created. */
  readonly prev?: string | null | undefined;
}

/** What is verified of a `#commit` of `com.atproto.sync.subscribeRepos`. */
export interface SignedCommitFrame {
  /** The account. */
  readonly repo: string;
  /** The revision. */
  readonly rev: string;
  /** The CID of the commit. */
  readonly commit: string;
  /** The revision before; `null` for the first one. */
  readonly since: string | null | undefined;
  /** The CID of the top of the tree before. */
  readonly prevData?: string | null | undefined;
  /** What was done. */
  readonly ops: readonly SignedOp[];
  /** A CAR with the commit, the records, and what of the tree has changed. */
  readonly blocks: Uint8Array;
  /** Whether there is less in it than belongs to it. */
  readonly tooBig?: boolean | undefined;
}

/** What is verified of a `#sync` of `com.atproto.sync.subscribeRepos`. */
export interface SignedSyncFrame {
  /** The account. */
  readonly did: string;
  /** The revision. */
  readonly rev: string;
  /** A CAR with the commit. */
  readonly blocks: Uint8Array;
}
