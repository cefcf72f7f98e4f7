import type { BlueskyError } from "../../errors/BlueskyError.ts";
import type { SessionLike } from "../../xrpc/contract/SessionLike.ts";

/** What a session tells its listeners. */
export interface SessionEvents {
  /** There are new tokens, and they are stored. Where you keep `export()` yourself, keep it again. */
  refreshed: () => void;
  /** The server has ended the session: log in again. */
  expired: () => void;
  /**
   * A refresh or a store failed. The session goes on, and tries again. The first listener also hears what the store did wrong
   * before there was one, as in the login.
   */
  error: (error: BlueskyError) => void;
}

/** A session that began with a password. */
export interface Session extends SessionLike {
  /** The DID of the account. */
  readonly did: string;
  /** The account's handle when the tokens were last made. */
  readonly handle: string;
  /** Origin of the account's server. */
  readonly pds: string;
  /** Why the account is not active, as the server says: `deactivated`, `suspended`, `takendown`. */
  readonly status: string | undefined;
  /**
   * The session as one string, for `resume`. Keep it like a password: whoever has it is logged in.
   *
   * @throws {AuthError} `session_closed`, `session_expired`
   */
  export(): string;
  /**
   * Gets new tokens now. Calls do so by themselves when it is time. An aborted `signal` ends the wait; others may still wait
   * for the refresh.
   *
   * @throws {AuthError} `session_expired`, `session_closed`, `account_mismatch`, `invalid_session` for tokens that are
   *   not valid header values
   * @throws {CallError} if the server could not be reached
   * @throws {AbortedError}
   */
  refresh(options?: { readonly signal?: AbortSignal | undefined }): Promise<void>;
  /**
   * Ends the session at the server, then in the store, and there also when the server cannot be reached or the `signal` is
   * aborted. A store that takes long is then not waited for.
   *
   * @throws {CallError} if the server could not be reached: the session is closed here, but its tokens stay valid until
   *   they expire
   */
  logout(options?: { readonly signal?: AbortSignal | undefined }): Promise<void>;
  /**
   * Calls a listener at each event. What it throws is ignored, and a promise that it gives is not waited for.
   *
   * @returns a function that takes it off again
   */
  on<Name extends keyof SessionEvents>(event: Name, listener: SessionEvents[Name]): () => void;
}
