/** Where a record is. */
export interface RecordPlace {
  readonly repo: string;
  readonly collection: string;
  readonly rkey: string;
}

/** One write of a commit: which record it is about, and what it makes of it. */
export interface WrittenState extends RecordPlace {
  /** `create` is refused where there is a record; `update` writes one whether there is one or not, as a put does. */
  readonly action: "create" | "update" | "delete";
  /** The key was made for this create: what is under it can be no other record. */
  readonly keyMade?: boolean | undefined;
  /**
   * The CID of the version that the write replaces, `null` where it replaces none, undefined where it replaces any. Where it is
   * said, what is found must be this version or the new one: of a third one it is not known whether it came before
   * the write or after it.
   */
  readonly replaced?: string | null | undefined;
}

/** What was found of a record. */
export interface FoundRecord {
  readonly uri: string;
  readonly cid?: string | undefined;
}
