/**
 * What a client needs of a session: whose it is, and a `fetch` that knows the account's server and attaches its
 * credentials. Sessions of `bluesky/auth` are this, and so is an official `OAuthSession`, as it is.
 */
export interface SessionLike {
  /** The DID of the account; undefined where it is nobody's, or is not known yet. */
  readonly did: string | undefined;
  /** Its handle, where the session knows it. */
  readonly handle?: string | undefined;
  /** Origin of the account's server, where the session knows it. For error messages. */
  readonly pds?: string | undefined;
  /** Sends a request to a path of the account's server, and does what its credentials need (tokens, refresh, DPoP). */
  fetchHandler(path: string, init: RequestInit): Promise<Response>;
  /** Begins a session that is begun late, so that its `did` is known. Others do not have it. */
  ready?(options?: { readonly signal?: AbortSignal | undefined }): Promise<void>;
  /**
   * What must be shown nowhere: the tokens and passwords that the session sends now, or has just sent. Errors of its calls
   * black them out, in whatever form a server, or a platform, gives them back.
   */
  "~secrets"?(): readonly string[];
}
