/**
 * Where sessions are kept, as strings by key. The key of a session is the account's DID. There are also entries that
 * lead from the identifier of a login to that DID, under keys that begin with `login:`. They remain after a logout, and
 * then lead to nothing. Locks have keys of their own beside: `preferences:` and the DID. Every method may be async, and may throw: a session survives a store that fails. A store that
 * does not answer within the session's `storeTimeout` counts as failed.
 */
export interface SessionStore {
  /** The value, or `undefined`. */
  get(key: string): Promise<string | undefined> | string | undefined;
  /**
   * Writes `next` (`undefined`: deletes) if the value is still `expected` (`undefined`: there is none), in one atomic
   * step. Resolves when the value is stored safely.
   *
   * @returns whether it was
   */
  swap(key: string, expected: string | undefined, next: string | undefined): Promise<boolean> | boolean;
  /**
   * Runs a function while no other user of the store, including other tabs and processes, runs one for the same key.
   * Without this, two of them may refresh at the same time, which servers tolerate.
   */
  lock?<T>(key: string, run: () => Promise<T>): Promise<T>;
}
