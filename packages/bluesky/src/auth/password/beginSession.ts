import { type InvalidOptionError, invalidOption } from "../../errors/InvalidOptionError.ts";
import { createSession } from "../../lexicons/com/atproto/server/createSession.ts";
import type { NetworkOptions } from "../../network/NetworkOptions.ts";
import { cleanPasted, isHandle } from "../../syntax/handle.ts";
import { createClient } from "../../xrpc/client/createClient.ts";
import { toLoginService } from "../tokens/toLoginService.ts";
import type { SessionState } from "./SessionState.ts";
import { toSessionState } from "./toSessionState.ts";
import type { LoginLimits } from "./withinDeadline.ts";

/** What a login takes beside the server. */
export interface Credentials extends LoginLimits {
  /** Handle, DID or e-mail address. */
  readonly identifier: string;
  /** An app password, or the account's own. */
  readonly password: string;
  /** The code that the server has sent by e-mail, where it asks for one. */
  readonly authFactorToken?: string | undefined;
}

/** Options of {@link beginSession}. */
export interface BeginSessionOptions extends Credentials, NetworkOptions {
  /** URL of the server to log in at: the account's own, or one that knows it. */
  readonly service: string;
}

/**
 * Logs in, and gives what the server answers.
 *
 * @throws {AuthError} `invalid_service`
 * @throws {InvalidOptionError}
 * @throws {CallError}
 */
export async function beginSession(options: BeginSessionOptions): Promise<SessionState> {
  const { password, authFactorToken, network, fetch, signal, timeout, deadline } = options;
  const identifier = toIdentifier(options);
  const service = toLoginService(options.service, network);
  const output = await createSession(
    createClient({ service, network, fetch }),
    { identifier, password, authFactorToken },
    { signal, timeout, deadline },
  );
  return toSessionState(output, { service, pds: service }, network);
}

/**
 * The identifier of a login as servers take it: without spaces around it, without an `@` before it, and without the invisible
 * direction marks that come along when it is copied from a profile. A handle is in lower case.
 *
 * @throws {InvalidOptionError} if it, or the password, is missing
 */
export function toIdentifier({ identifier, password }: Credentials): string {
  const text = typeof identifier === "string" ? identifier : "";
  const name = cleanPasted(text);
  if (name === "") throw invalidIdentifier();
  if (typeof password !== "string" || password === "") {
    throw invalidOption("password", "Expected the account's password or an app password as `password`.");
  }
  return isHandle(name) ? name.toLowerCase() : name;
}

/** Makes the error of an identifier that is none. It does not repeat it: it may be a password in the wrong place. */
export function invalidIdentifier(): InvalidOptionError {
  return invalidOption("identifier", "Expected a handle, a DID or an e-mail address as `identifier`.");
}
