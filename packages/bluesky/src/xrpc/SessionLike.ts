/**
 * What a client needs of a session: whose it is, and a `fetch` that knows the account's server and attaches its
 * credentials. Sessions of `bluesky/auth` are this, and so is an official `OAuthSession`, as it is.
 */
export interface SessionLike {
  /** The DID of the account. */
  readonly did: string;
  /** Its handle, where the session knows it. */
  readonly handle?: string | undefined;
  /** Sends a request to a path of the account's server, and does what its credentials need (tokens, refresh, DPoP). */
  fetchHandler(path: string, init: RequestInit): Promise<Response>;
}
