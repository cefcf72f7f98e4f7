import { keepSession } from "./keepSession.ts";
import type { SessionSurroundings } from "./passwordSession.ts";
import type { Session } from "./Session.ts";
import { parseState } from "./SessionState.ts";
import type { SessionStore } from "./SessionStore.ts";

/**
 * Goes on with the session that a store has for an account. It makes no call to a server.
 *
 * @returns `undefined` where the store has none
 * @throws AuthError `invalid_session`; what the store throws
 * @example
 * ```ts
 * const session = (await resumeFrom(store, did)) ?? (await login({ identifier: did, password, store }));
 * ```
 */
export async function resumeFrom(
  store: SessionStore,
  did: string,
  options: SessionSurroundings = {},
): Promise<Session | undefined> {
  const kept = await store.get(did);
  return kept === undefined ? undefined : keepSession(parseState(kept), { ...options, store });
}
