/**
 * What a client needs of a session: the account's DID, and a `fetch` that knows the account's server and adds
 * credentials. Sessions of `bluesky/auth` have this form, and so does an official `OAuthSession`.
 */
export interface SessionLike {
  /** The DID of the account. `undefined` if there is none, or if it is not known yet. */
  readonly did: string | undefined;
  /** Its handle, where the session knows it. */
  readonly handle?: string | undefined;
  /** Origin of the account's server, if the session knows it. For error messages. */
  readonly pds?: string | undefined;
  /** Sends a request to a path on the account's server, and takes care of credentials (tokens, refresh, DPoP). */
  fetchHandler(path: string, init: RequestInit): Promise<Response>;
  /**
   * Begins a session that would otherwise begin with its first call, so that its `did` is known. Other sessions do not
   * have this.
   */
  ready?(options?: { readonly signal?: AbortSignal | undefined }): Promise<void>;
  /**
   * The tokens and passwords that the session sends, or has just sent. Errors of its calls black them out, in whatever
   * form a server or a platform repeats them.
   */
  "~secrets"?(): readonly string[];
  /**
   * Runs a function while no other program that shares the session's store runs one under the same name. Without a store, or
   * where its lock cannot be had, it runs at once; an aborted signal ends the wait in the same way.
   */
  "~exclusively"?<T>(name: string, run: () => Promise<T>, signal?: AbortSignal | undefined): Promise<T>;
}
