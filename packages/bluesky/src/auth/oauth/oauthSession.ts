import { isBlueskyError } from "../../errors/BlueskyError.ts";
import { failureReason } from "../../platform/http/failureReason.ts";
import type { SessionLike } from "../../xrpc/contract/SessionLike.ts";
import { callError } from "../../xrpc/errors/CallError.ts";
import { isEndedSession } from "../../xrpc/errors/endedSession.ts";
import type { NetworkError } from "../../xrpc/errors/NetworkError.ts";
import { authError } from "../errors/AuthError.ts";
import { unlessAborted } from "../errors/unlessAborted.ts";
import { withinDeadline } from "../password/withinDeadline.ts";

/** The operation that does for others what `signOut` does here. */
const nsid = "com.atproto.server.deleteSession";
/** How long that may take, in milliseconds. */
const DEADLINE = 30_000;

/**
 * The part that is used of an `OAuthSession` of the official clients (`@atproto/oauth-client-browser`, `-node` ...).
 */
export interface OAuthSessionLike {
  /** The DID of the account. */
  readonly sub: string;
  /** Sends a request with the session's credentials. */
  fetchHandler(path: string, init?: RequestInit): Promise<Response>;
  /** Ends the session. */
  signOut?(): Promise<void>;
}

/** A session of an official OAuth client. That client refreshes, signs requests, and keeps the tokens. */
export interface OAuthSession extends SessionLike {
  /** The DID of the account. */
  readonly did: string;
  /**
   * Revokes the tokens at the server. If the `signal` is aborted, the official client carries on in the background.
   *
   * @throws {CallError} if that fails or takes longer than half a minute. A session that has already ended is not an
   *   error
   * @throws {AbortedError}
   */
  logout(options?: { readonly signal?: AbortSignal | undefined }): Promise<void>;
}

/**
 * Adapts an official OAuth session that has only a `sub`, or that should log out like other sessions. `createClient`
 * takes those with a `did` as they are.
 *
 * If the session has ended, calls throw the AuthError `session_expired`: the account has to authorize the program
 * again.
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
  const did = session.sub;
  return {
    did,
    async fetchHandler(path, init) {
      try {
        return await session.fetchHandler(path, init);
      } catch (error) {
        if (!isEndedSession(error)) throw error;
        // Not with the cause: the official errors hold answers of the server.
        throw authError("session_expired", `The session of ${did} has expired: log in again.`);
      }
    },
    async logout({ signal } = {}) {
      const what = `the logout of ${did}`;
      const signOut = async (): Promise<void> => session.signOut?.();
      try {
        await withinDeadline(nsid, { signal, deadline: DEADLINE }, (limit) => unlessAborted(signOut, limit, what));
      } catch (error) {
        if (isEndedSession(error)) return;
        if (isBlueskyError(error)) throw error;
        const { code: reason, text } = failureReason(error);
        const message = `the OAuth client has failed to sign out: ${text}`;
        throw callError<NetworkError>(
          "NetworkError",
          { nsid, method: "POST" },
          { code: "network_error", message, reason },
        );
      }
    },
  };
}
