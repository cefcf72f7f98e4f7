import { findPds } from "../identity/findPds.ts";
import { IdentityError } from "../identity/IdentityError.ts";
import { blueskyNetwork } from "../network/blueskyNetwork.ts";
import { isDid } from "../syntax/did.ts";
import { isHandle } from "../syntax/handle.ts";
import { AuthError } from "./AuthError.ts";
import { keepSession, type SessionOptions } from "./keepSession.ts";
import { beginSession, type Credentials } from "./loginTo.ts";
import type { Session } from "./Session.ts";

/** Options of {@link login}. */
export interface LoginOptions extends Credentials, SessionOptions {
  /** URL of the server to log in at. @default the account's own, found by its handle or DID; for an e-mail address, the network's */
  readonly service?: string | undefined;
}

/**
 * Logs in with a password. The account's server is found by its handle or DID.
 *
 * Servers allow few logins, some 300 a day: keep `session.export()`, and `resume` it.
 *
 * @throws IdentityError where the server cannot be found; AuthError `invalid_identifier`; else as `loginTo`
 * @example
 * ```ts
 * const session = await login({ identifier: "alice.bsky.social", password });
 * const client = createClient({ session });
 * ```
 */
export async function login(options: LoginOptions): Promise<Session> {
  const service = options.service ?? (await findService(options));
  const session = keepSession(await beginSession({ ...options, service }), options);
  await session.save();
  return session;
}

async function findService(options: LoginOptions): Promise<string> {
  const { network = blueskyNetwork } = options;
  const identifier = options.identifier.trim().replace(/^@/, "");
  if (identifier.includes("@")) return network.pds;
  if (!isDid(identifier) && !isHandle(identifier)) {
    // What was given is not repeated: it may be a password in the wrong place.
    throw new AuthError("invalid_identifier", "Expected a handle, a DID or an e-mail address as `identifier`.");
  }
  try {
    return await findPds(identifier, options);
  } catch (error) {
    // A handle that has stopped to resolve may still be known where accounts are made.
    if (error instanceof IdentityError && error.code === "handle_not_found") return network.pds;
    throw error;
  }
}
