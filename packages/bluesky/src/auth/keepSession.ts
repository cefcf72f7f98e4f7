import { createKeeper } from "./createKeeper.ts";
import { PasswordSession, type SessionSurroundings } from "./PasswordSession.ts";
import type { SessionState } from "./SessionState.ts";
import type { SessionStore } from "./SessionStore.ts";

/** Options of everything that gives a session. */
export interface SessionOptions extends SessionSurroundings {
  /** Where the session is kept, and found again with `resumeFrom`. @default in memory only */
  readonly store?: SessionStore | undefined;
}

/** Makes a session that renews its tokens ahead of time, and is kept in the store of the options, where there is one. */
export function keepSession(state: SessionState, options: SessionOptions): PasswordSession {
  return new PasswordSession(state, options, (did, report) => createKeeper(options.store, did, report));
}
