import { type BeginSessionOptions, beginSession } from "./password/beginSession.ts";
import { passwordSession } from "./password/passwordSession.ts";
import type { Session } from "./password/Session.ts";

/** Options of {@link loginTo}. */
export interface LoginToOptions extends BeginSessionOptions {}

/**
 * Logs in at a server that is known: the smallest way to begin a session. `login` also finds the server, takes a store, and
 * renews tokens before they expire, not when.
 *
 * @throws XrpcError `AuthenticationRequired` (wrong password), `AuthFactorTokenRequired` (see `authFactorToken`),
 * `AccountTakedown`; AuthError `invalid_service`; InvalidOptionError `invalid_option` where the identifier or the password is
 * missing; AuthError `invalid_session` for tokens that cannot be sent; other CallErrors
 * @example
 * ```ts
 * import { loginTo } from "bluesky/auth";
 * import { createClient } from "bluesky/client";
 *
 * const session = await loginTo({ service: "https://pds.example.com", identifier: "alice.example.com", password });
 * const client = createClient({ session });
 * ```
 * @see https://docs.bsky.app/docs/api/com-atproto-server-create-session
 */
export async function loginTo(options: LoginToOptions): Promise<Session> {
  return passwordSession(await beginSession(options), options);
}
