import { type InvalidOptionError, invalidOption } from "../../errors/InvalidOptionError.ts";
import { createSession } from "../../lexicons/com/atproto/server/createSession.ts";
import type { NetworkOptions } from "../../network/NetworkOptions.ts";
import { createClient } from "../../xrpc/client/createClient.ts";
import { toLoginService } from "../tokens/toLoginService.ts";
import type { SessionState } from "./SessionState.ts";
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

/** Options of {@link beginSession}. */
export interface BeginSessionOptions extends Credentials, NetworkOptions {
  /** URL of the server to log in at: the account's own, or one that knows it. */
  readonly service: string;
}

/**
 * Logs in, and gives what the server answers.
 *
 * @throws AuthError `invalid_service`; InvalidOptionError; CallError
 */
export async function beginSession(options: BeginSessionOptions): Promise<SessionState> {
  const { password, authFactorToken, network, fetch, signal } = options;
  const identifier = toIdentifier(options);
  const service = toLoginService(options.service, network);
  const output = await createSession(
    createClient({ service, fetch }),
    { identifier, password, authFactorToken },
    { signal },
  );
  return toSessionState(output, { service, pds: service }, network);
}

/**
 * The identifier of a login as servers take it: without spaces around it, and without an `@` before it.
 *
 * @throws InvalidOptionError where it, or the password, is missing
 */
export function toIdentifier({ identifier, password }: Credentials): string {
  const name = typeof identifier === "string" ? identifier.trim().replace(/^@/, "") : "";
  if (name === "") throw invalidIdentifier();
  if (typeof password !== "string" || password === "") {
    throw invalidOption("password", "Expected the account's password or an app password as `password`.");
  }
  return name;
}

/** Makes the error of an identifier that is none. It does not repeat it: it may be a password in the wrong place. */
export function invalidIdentifier(): InvalidOptionError {
  return invalidOption("identifier", "Expected a handle, a DID or an e-mail address as `identifier`.");
}
