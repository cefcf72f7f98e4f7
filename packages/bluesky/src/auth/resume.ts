import { storeFailed } from "./errors/storeFailed.ts";
import { unlessAborted } from "./errors/unlessAborted.ts";
import { persistentSession, type SessionOptions } from "./password/persistentSession.ts";
import type { Session } from "./password/Session.ts";
import { parseState } from "./password/SessionState.ts";
import { limitStore } from "./stores/limitStore.ts";
import type { SessionStore } from "./stores/SessionStore.ts";

/** Which session of a store is meant. */
export interface StoredSession {
  readonly store: SessionStore;
  /** Whose. */
  readonly did: string;
}

/** Options of {@link resume}. */
export interface ResumeOptions extends SessionOptions {
  readonly signal?: AbortSignal | undefined;
}

/**
 * Goes on with a session that `export()` has given. It makes no call: tokens are renewed when it is time.
 *
 * With a `store` the session is kept there from then on, and `login` finds it. Newer tokens of it that are there already stay: it
 * goes on with them when its own have expired. A store that fails, or does not answer within `storeTimeout`, is reported to
 * listeners of `error`.
 *
 * @throws AuthError `invalid_session`, and `invalid_service` where its tokens must not go to its servers; AbortedError
 * @example
 * ```ts
 * import { readFile, writeFile } from "node:fs/promises";
 * import { resume } from "bluesky/auth";
 *
 * const session = await resume(await readFile("session", "utf8"));
 * session.on("refreshed", () => writeFile("session", session.export()));
 * ```
 */
export function resume(exported: string, options?: ResumeOptions): Promise<Session>;
/**
 * Goes on with the session that a store has for an account, and keeps it there. It makes no call to a server.
 *
 * @returns `undefined` where the store has none
 * @throws AuthError `store_failed`, also where it does not answer within `storeTimeout`; `invalid_session`, `invalid_service`;
 * AbortedError
 * @example
 * ```ts
 * import { resume } from "bluesky/auth";
 * import { createFileStore } from "bluesky/auth/file";
 *
 * const session = await resume({ store: createFileStore("sessions"), did });
 * if (!session) console.log("nobody is logged in");
 * ```
 */
export function resume(stored: StoredSession, options?: ResumeOptions): Promise<Session | undefined>;
export async function resume(
  source: string | StoredSession,
  options: ResumeOptions = {},
): Promise<Session | undefined> {
  const { network, signal, storeTimeout } = options;
  const own = limitStore(options.store, storeTimeout);
  if (typeof source !== "object" || source === null) {
    return persistentSession(parseState(source, { network }), "export", { ...options, store: own });
  }
  const { did } = source;
  const store = limitStore(source.store, storeTimeout);
  const text = await unlessAborted(() => read(store, did), signal, `reading the session of ${did}`);
  if (text === undefined) return undefined;
  const state = parseState(text, { did, network });
  // From then on it is kept where the options say, if they do.
  if (own && options.store !== source.store) return persistentSession(state, "export", { ...options, store: own });
  return persistentSession(state, "store", { ...options, store });
}

async function read(store: SessionStore, did: string): Promise<string | undefined> {
  try {
    return await store.get(did);
  } catch (error) {
    throw storeFailed(did, error);
  }
}
