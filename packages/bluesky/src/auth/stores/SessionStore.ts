/**
 * Where sessions are kept: values are strings by key. The key of a session is the account's DID. Beside it are entries that lead
 * from what a login was given to that DID, under keys that begin with `login:`; who logs out leaves them, and they lead to
 * nothing. Every method may be async, and may throw: a session survives a store that fails. One that does not answer within the
 * session's `storeTimeout` has failed.
 */
export interface SessionStore {
  /** The value, or `undefined`. */
  get(key: string): Promise<string | undefined> | string | undefined;
  /**
   * Writes `next` (`undefined`: deletes) if the value still is `expected` (`undefined`: there is none), in one step.
   * Resolves when it is safely kept.
   *
   * @returns whether it was
   */
  swap(key: string, expected: string | undefined, next: string | undefined): Promise<boolean> | boolean;
  /**
   * Runs a function while no one else who uses the store (other tabs and processes too) is in one for the same key. Without
   * it two of them may refresh at the same time, which servers forgive.
   */
  lock?<T>(key: string, run: () => Promise<T>): Promise<T>;
}
