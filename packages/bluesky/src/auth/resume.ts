import { passwordSession, type SessionSurroundings } from "./passwordSession.ts";
import type { Session } from "./Session.ts";
import { parseState } from "./SessionState.ts";

/**
 * Goes on with a session that `export()` has given. It makes no call: the first one that finds the tokens expired renews
 * them. With a store, see `resumeFrom`.
 *
 * @throws AuthError `invalid_session`
 * @example
 * ```ts
 * const session = resume(await readFile("session", "utf8"));
 * session.on("refreshed", () => writeFile("session", session.export()));
 * ```
 */
export function resume(exported: string, options: SessionSurroundings = {}): Session {
  return passwordSession(parseState(exported), options);
}
