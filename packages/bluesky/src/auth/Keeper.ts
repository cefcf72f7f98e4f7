import type { SessionState } from "./SessionState.ts";

/**
 * What keeps a session going beyond its tokens: a store, where there is one, and a clock. It never rejects because of the store:
 * it reports. Sessions get it as a value, so that those without one do without its code.
 */
export interface Keeper {
  /** Runs a function while nobody else refreshes the same session. */
  alone(run: () => Promise<void>): Promise<void>;
  /** What is stored. */
  read(): Promise<SessionState | undefined>;
  /** Stores a session, or deletes it. */
  save(state: SessionState | undefined): Promise<void>;
  /** Whether the access token is about to expire. It says so once in a while only: a refresh ahead of time may fail. */
  isDue(state: SessionState): boolean;
  /** Stores what could not be stored before. It does not wait. */
  retry(state: SessionState): void;
}
