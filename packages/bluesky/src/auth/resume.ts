import { storeFailed } from "./errors/storeFailed.ts";
import { unlessAborted } from "./errors/unlessAborted.ts";
import { persistentSession, type SessionOptions } from "./password/persistentSession.ts";
import type { Session } from "./password/Session.ts";
import { parseState } from "./password/SessionState.ts";
import { limitStore } from "./stores/limitStore.ts";
import type { SessionStore } from "./stores/SessionStore.ts";

/** A session in a store. */
export interface StoredSession {
  /** The store that has the session. */
  readonly store: SessionStore;
  /** The DID of the account. */
  readonly did: string;
}

/** Options of {@link resume}. */
export interface ResumeOptions extends SessionOptions {
  /** Aborts the search in the store. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Resumes a session from what `export()` returned. It makes no call: tokens are refreshed when it is time.
 *
 * With a `store`, the session is kept there from then on, and `login` finds it. If the store already has newer tokens
 * of the session, they are kept, and used once the exported ones have expired. If the store fails, or does not answer
 * within `storeTimeout`, the session emits `error`.
 *
 * @throws {AuthError} `invalid_session`, and `invalid_service` if its tokens must not be sent to its servers
 * @throws {AbortedError}
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
 * Resumes the session that a store has for an account, and keeps it there. It makes no call to a server.
 *
 * @returns `undefined` if the store has none
 * @throws {AuthError} `store_failed` if the store fails or does not answer within `storeTimeout`; `invalid_session`,
 *   `invalid_service`
 * @throws {AbortedError}
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
