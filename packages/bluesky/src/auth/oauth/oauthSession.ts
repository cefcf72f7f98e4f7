import type { SessionLike } from "../../xrpc/contract/SessionLike.ts";
import { unlessAborted } from "../errors/unlessAborted.ts";

/** What is used of an `OAuthSession` of the official clients (`@atproto/oauth-client-browser`, `-node` ...). */
export interface OAuthSessionLike {
  readonly sub: string;
  fetchHandler(path: string, init?: RequestInit): Promise<Response>;
  signOut?(): Promise<void>;
}

/** A session of an official OAuth client. It refreshes and signs its requests itself. */
export interface OAuthSession extends SessionLike {
  readonly did: string;
  /** Revokes the tokens at the server. An aborted `signal` ends the wait; the official client goes on. */
  logout(options?: { readonly signal?: AbortSignal | undefined }): Promise<void>;
}

/**
 * Adapts an official OAuth session that goes by `sub` alone, or that is to be logged out like others. `createClient` takes
 * those with a `did` as they are.
 *
 * @example
 * ```ts
 * import { oauthSession } from "bluesky/auth";
 * import { createClient } from "bluesky/client";
 *
 * const client = createClient({ session: oauthSession(await oauthClient.restore(did)) });
 * ```
 */
export function oauthSession(session: OAuthSessionLike): OAuthSession {
  return {
    did: session.sub,
    fetchHandler: (path, init) => session.fetchHandler(path, init),
    async logout({ signal } = {}) {
      if (session.signOut) await unlessAborted(session.signOut(), signal, `the logout of ${session.sub}`);
    },
  };
}
