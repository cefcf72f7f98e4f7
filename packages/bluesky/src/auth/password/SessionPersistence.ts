import type { AuthError } from "../errors/AuthError.ts";
import type { SessionState } from "./SessionState.ts";

/**
 * What keeps a session beyond its program, in a store where there is one, and its tokens good, by the clock. It never rejects
 * because of the store: it reports. Sessions get it as a value, so that those without one do without its code.
 */
export interface SessionPersistence {
  /**
   * Runs a function while nobody else refreshes the same session.
   *
   * @param signal ends the wait for the others: the function is then run at once
   * @throws {AuthError} `session_closed` if the session is no longer in its store
   * @throws {unknown} what the function throws
   */
  exclusively<T>(run: () => Promise<T>, signal?: AbortSignal | undefined): Promise<T>;
  /** Runs a function while no other program that shares the store runs one under the same name: see `SessionLike`. */
  inTurn<T>(name: string, run: () => Promise<T>, signal?: AbortSignal | undefined): Promise<T>;
  /** What somebody else has stored: undefined where it is what we have, or was made before. */
  load(mine: SessionState): Promise<SessionState | undefined>;
  /** Stores the session with tokens that the server has just made. @returns it, with what they say of the server's clock */
  save(state: SessionState): Promise<SessionState>;
  /** Stores what could not be stored before, unless somebody else's tokens are newer. It does not wait. */
  saveAgain(state: SessionState): void;
  /** Takes the session out of the store. @param signal ends the wait, but for a moment: it goes on behind */
  remove(signal?: AbortSignal | undefined): Promise<void>;
  /** Whether the access token is about to expire. It says so once in a while only: a refresh ahead of time may fail. */
  isRefreshDue(state: SessionState): boolean;
  /** Whether the access token has expired, by the clock. */
  isExpired(state: SessionState): boolean;
  /** Says who is told of what goes wrong with the store. They also hear the last thing that went wrong before. */
  listen(report: (error: AuthError) => void): void;
}
