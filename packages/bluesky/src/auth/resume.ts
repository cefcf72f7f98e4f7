import { storeFailed } from "./errors/storeFailed.ts";
import { unlessAborted } from "./errors/unlessAborted.ts";
import { persistentSession, type SessionOptions } from "./password/persistentSession.ts";
import type { Session } from "./password/Session.ts";
import { parseState } from "./password/SessionState.ts";
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
 * goes on with them when its own have expired. A store that fails is reported to listeners of `error`.
 *
 * @throws AuthError `invalid_session`; AbortedError
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
 * @throws AuthError `store_failed`, `invalid_session`; AbortedError
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
  if (typeof source !== "object") return persistentSession(parseState(source), "export", options);
  const { did, store } = source;
  const text = await unlessAborted(read(source), options.signal, `reading the session of ${did}`);
  if (text === undefined) return undefined;
  const state = parseState(text, did);
  // From then on it is kept where the options say, if they do.
  if (options.store && options.store !== store) return persistentSession(state, "export", options);
  return persistentSession(state, "store", { ...options, store });
}

async function read({ did, store }: StoredSession): Promise<string | undefined> {
  try {
    return await store.get(did);
  } catch (error) {
    throw storeFailed(did, error);
  }
}
