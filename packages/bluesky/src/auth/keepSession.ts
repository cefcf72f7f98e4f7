import { createKeeper } from "./createKeeper.ts";
import { type KeptSession, passwordSession, type SessionSurroundings } from "./passwordSession.ts";
import type { SessionState } from "./SessionState.ts";
import type { SessionStore } from "./SessionStore.ts";

/** Options of everything that gives a session. */
export interface SessionOptions extends SessionSurroundings {
  /** Where the session is kept, and found again with `resumeFrom`. @default in memory only */
  readonly store?: SessionStore | undefined;
}

/** Makes a session that renews its tokens ahead of time, and is kept in the store of the options, where there is one. */
export function keepSession(state: SessionState, options: SessionOptions): KeptSession {
  return passwordSession(state, options, (did, report) => createKeeper(options.store, did, report));
}
