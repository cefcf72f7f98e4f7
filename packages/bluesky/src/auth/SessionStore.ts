/**
 * Where sessions are kept: values are strings by key, and the key is the account's DID. Every method may be async, and may throw:
 * a session survives a store that fails.
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
