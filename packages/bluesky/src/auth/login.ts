import { findPds } from "../identity/findPds.ts";
import { IdentityError } from "../identity/IdentityError.ts";
import type { ResolveOptions } from "../identity/ResolveOptions.ts";
import { resolveHandle } from "../identity/resolveHandle.ts";
import { createSession } from "../lexicons/com/atproto/server/createSession.ts";
import { blueskyNetwork } from "../network/blueskyNetwork.ts";
import { isDid } from "../syntax/did.ts";
import { isHandle } from "../syntax/handle.ts";
import { unlessAborted } from "./errors/unlessAborted.ts";
import { beginSession, type Credentials, invalidIdentifier, toIdentifier } from "./password/beginSession.ts";
import { findLogin } from "./password/loginEntries.ts";
import { persistentSession, type SessionOptions } from "./password/persistentSession.ts";
import type { Session } from "./password/Session.ts";
import type { SessionState } from "./password/SessionState.ts";
import { withinDeadline } from "./password/withinDeadline.ts";
import { limitStore } from "./stores/limitStore.ts";
import type { SessionStore } from "./stores/SessionStore.ts";
import { toLoginService } from "./tokens/toLoginService.ts";

/** Options of {@link login}. */
export interface LoginOptions extends Credentials, SessionOptions {
  /** URL of the server to log in at. @default the account's own, found by its handle or DID; for an e-mail address, the network's */
  readonly service?: string | undefined;
  /**
   * Logs in even if the store has a session: to check a password that somebody entered, or after it was changed.
   *
   * @default false
   */
  readonly fresh?: boolean | undefined;
}

/**
 * Logs in with a password. The account's server is found by its handle or DID.
 *
 * With a `store`, it resumes the session that is stored for the identifier, without a call. It logs in if there is
 * none, or if it has expired. Servers allow only about 300 logins a day. As long as there is a session, the password is
 * not checked: a wrong or changed one goes unnoticed. To check it, log in with `fresh`.
 *
 * If the store fails, or does not answer within `storeTimeout`, the login goes on without it, and the session emits
 * `error`.
 *
 * @throws {IdentityError} if the server cannot be found
 * @throws {InvalidOptionError} if the identifier is neither a handle nor a DID nor an e-mail address, or the password
 *   is missing
 * @throws {AbortedError}
 * @throws {TimeoutError}
 * @throws {unknown} the same errors as `loginTo`
 * @example
 * ```ts
 * import { createWebStore, login } from "bluesky/auth";
 * import { createClient } from "bluesky/client";
 *
 * const session = await login({ identifier: "alice.bsky.social", password, store: createWebStore() });
 * const client = createClient({ session });
 * ```
 * @see https://atproto.com/specs/xrpc#authentication
 */
export async function login(options: LoginOptions): Promise<Session> {
  const store = limitStore(options.store, options.storeTimeout);
  // The deadline is the signal's from here on.
  const enter = (signal: AbortSignal): Promise<Session> =>
    findOrBegin({ ...options, store, signal, deadline: undefined });
  return withinDeadline(createSession.nsid, options, enter);
}

async function findOrBegin(options: LoginOptions): Promise<Session> {
  const { network, fetch, store, signal, fresh = false } = options;
  // What the session goes on with: it does not keep the password.
  const kept = { network, fetch, store, signal };
  const identifier = toAccountName(options);
  const service = options.service === undefined ? undefined : toLoginService(options.service, network);
  const failures: unknown[] = [];
  if (store && !fresh) {
    try {
      const find = (): Promise<SessionState | undefined> => findStored(store, identifier, { ...options, service });
      const found = await unlessAborted(find, signal, "the search for a stored session");
      if (found) return persistentSession(found, "store", kept);
    } catch (error) {
      if (signal?.aborted) throw error;
      failures.push(error);
    }
  }
  const state = await beginSession({ ...options, service: service ?? (await findService(identifier, options)) });
  return persistentSession(state, "server", { ...kept, identifiers: [identifier], failures });
}

/** The identifier of a login, held to its syntax. */
function toAccountName(options: LoginOptions): string {
  const name = toIdentifier(options);
  if (name.includes("@") || isDid(name) || isHandle(name)) return name;
  throw invalidIdentifier();
}

/** The session that a store has for a login, unless the handle is somebody else's by now. */
async function findStored(
  store: SessionStore,
  identifier: string,
  options: LoginOptions,
): Promise<SessionState | undefined> {
  const state = await findLogin(store, identifier, options);
  if (!state || !isHandle(identifier) || identifier.toLowerCase() === state.handle.toLowerCase()) return state;
  // The account was renamed. Where nobody can be asked, it goes on.
  const did = await resolveHandle(identifier, lookup(options)).catch(() => state.did);
  return did === state.did ? state : undefined;
}

async function findService(identifier: string, options: LoginOptions): Promise<string> {
  const { network = blueskyNetwork, signal } = options;
  if (identifier.includes("@")) return network.pds;
  try {
    return await unlessAborted(
      () => findPds(identifier, lookup(options)),
      signal,
      `the search for the server of ${identifier}`,
    );
  } catch (error) {
    // A handle that has stopped to resolve may still be known where accounts are made.
    if (error instanceof IdentityError && error.code === "handle_not_found") return network.pds;
    throw error;
  }
}

/** What a login's options say about finding its account. */
function lookup({ network, fetch, signal, timeout }: LoginOptions): ResolveOptions {
  return { network, fetch, signal, timeout: timeout || undefined };
}
