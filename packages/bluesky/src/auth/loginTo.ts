import { type BeginSessionOptions, beginSession } from "./password/beginSession.ts";
import { passwordSession } from "./password/passwordSession.ts";
import type { Session } from "./password/Session.ts";

/** Options of {@link loginTo}. */
export interface LoginToOptions extends BeginSessionOptions {}

/**
 * Logs in at a given server, which is the smallest way to begin a session. `login` also finds the server, takes a
 * store, and refreshes tokens before they expire instead of after.
 *
 * @throws {XrpcError} `AuthenticationRequired` (wrong password), `AuthFactorTokenRequired` (see `authFactorToken`),
 *   `AccountTakedown`
 * @throws {AuthError} `invalid_service`
 * @throws {InvalidOptionError} if the identifier or the password is missing
 * @throws {AuthError} `invalid_session` for tokens that are not valid header values
 * @throws {CallError} for other failures
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
