/** The last commit of an account that is known: what the next one goes on from. */
export interface ChainHead {
  /** Its revision, a TID that rises. */
  readonly rev: string;
  /** The CID of the top of its tree. */
  readonly data: string;
}

/**
 * Keeps the last commit of each account that was handled, so that a gap is found after a restart, too: a table of a database, whatever
 * holds two strings for a DID. What it does not know (any more) costs nothing but that: the account's next commit is taken as it comes.
 *
 * @example
 * ```ts
 * const heads = new Map<string, ChainHead>();
 * const chain: ChainStore = { get: (did) => heads.get(did), set: (did, head) => void heads.set(did, head) };
 * ```
 */
export interface ChainStore {
  /** What was kept last of an account; `undefined` where nothing was. */
  get(did: string): ChainHead | undefined | Promise<ChainHead | undefined>;
  /** Replaces it. */
  set(did: string, head: ChainHead): void | Promise<void>;
}
