import { createSession } from "../lexicons/com/atproto/server/createSession.ts";
import { createClient } from "../xrpc/index.ts";
import { passwordSession, type SessionSurroundings } from "./passwordSession.ts";
import type { Session } from "./Session.ts";
import type { SessionState } from "./SessionState.ts";
import { toLoginService } from "./toLoginService.ts";
import { toSessionState } from "./toSessionState.ts";

/** What a login takes beside the server. */
export interface Credentials {
  /** Handle, DID or e-mail address. */
  readonly identifier: string;
  /** An app password, or the account's own. */
  readonly password: string;
  /** The code that the server has sent by e-mail, where it asks for one. */
  readonly authFactorToken?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Options of {@link loginTo}. */
export interface LoginToOptions extends Credentials, SessionSurroundings {
  /** URL of the server to log in at: the account's own, or one that knows it. */
  readonly service: string;
}

/**
 * Logs in at a server that is known: the smallest way to begin a session. `login` also finds the server, takes a store, and
 * renews tokens before they expire, not when.
 *
 * @throws XrpcError `AuthenticationRequired` (wrong password), `AuthFactorTokenRequired` (see `authFactorToken`),
 * `AccountTakedown`; AuthError `invalid_service`; other CallErrors
 * @example
 * ```ts
 * const session = await loginTo({ service: "https://pds.example.com", identifier: "alice.example.com", password });
 * const client = createClient({ session });
 * ```
 */
export async function loginTo(options: LoginToOptions): Promise<Session> {
  return passwordSession(await beginSession(options), options);
}

/** Logs in, and gives what the server answers. */
export async function beginSession(options: LoginToOptions): Promise<SessionState> {
  const { identifier, password, authFactorToken, network, fetch, signal } = options;
  const service = toLoginService(options.service, network);
  const name = identifier.trim().replace(/^@/, "");
  const client = createClient({ service, fetch });
  const output = await createSession(client, { identifier: name, password, authFactorToken }, { signal });
  return toSessionState(output, { service, pds: service }, network);
}
