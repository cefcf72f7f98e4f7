import type { SessionState } from "./SessionState.ts";

/** A session's hold on its store. It never rejects because of the store: it reports. */
export interface Keeper {
  /** Runs a function while nobody else refreshes the same session. */
  alone(run: () => Promise<void>): Promise<void>;
  /** What is stored. */
  read(): Promise<SessionState | undefined>;
  /** Stores a session, or deletes it. */
  save(state: SessionState | undefined): Promise<void>;
  /** Stores what could not be stored before. It does not wait. */
  retry(state: SessionState): void;
}
