import type { BlueskyError } from "../../errors/BlueskyError.ts";
import { checkSignal } from "../../errors/checkSignal.ts";
import { deleteSession } from "../../lexicons/com/atproto/server/deleteSession.ts";
import { refreshSession } from "../../lexicons/com/atproto/server/refreshSession.ts";
import type { NetworkOptions } from "../../network/NetworkOptions.ts";
import { abortable } from "../../platform/abort/abortable.ts";
import { quietly } from "../../platform/abort/quietly.ts";
import { dropBody } from "../../platform/http/dropBody.ts";
import { isStream } from "../../platform/http/isStream.ts";
import { jsonResponse } from "../../platform/http/jsonResponse.ts";
import { platformFetch } from "../../platform/http/platformFetch.ts";
import { createClient } from "../../xrpc/client/createClient.ts";
import type { CallOptions, Client } from "../../xrpc/contract/Call.ts";
import { InvalidResponseError } from "../../xrpc/errors/InvalidResponseError.ts";
import { AuthError, authError } from "../errors/AuthError.ts";
import { unlessAborted } from "../errors/unlessAborted.ts";
import { sendAuthorized } from "../tokens/sendAuthorized.ts";
import { isSessionOver } from "./isSessionOver.ts";
import { isTokenRefused } from "./isTokenRefused.ts";
import type { Session, SessionEvents } from "./Session.ts";
import type { SessionPersistence } from "./SessionPersistence.ts";
import { formatState, type SessionState } from "./SessionState.ts";
import { toSessionState } from "./toSessionState.ts";

/**
 * Makes a session with an access and a refresh token. Both stay in here: no inspection or serialization shows them.
 *
 * @param persistence keeps it. Without it the session ends with the program, and tokens are renewed when a server refuses them
 */
export function passwordSession(
  begun: SessionState,
  { network, fetch = platformFetch }: NetworkOptions,
  persistence?: SessionPersistence | undefined,
): Session {
  const { did } = begun;
  let state = begun;
  /** What it was before: its tokens may still be on their way. */
  let former: readonly SessionState[] = [];
  /** Set once the session is over. */
  let end: "session_closed" | "session_expired" | undefined;
  /** The one refresh that everybody waits for. */
  let refreshing: Promise<boolean> | undefined;
  const listeners = new Set<[event: string, listener: (error: BlueskyError) => void]>();

  function emit(event: keyof SessionEvents, error?: BlueskyError): void {
    for (const [name, listener] of listeners) {
      // Only those of "error" take one, and they get it.
      if (name === event) quietly(() => listener(error as BlueskyError));
    }
  }

  function replaceState(next: SessionState): void {
    former = [state, ...former].slice(0, 2);
    state = next;
  }

  function overError(cause?: unknown): AuthError {
    const how = end === "session_closed" ? "was closed" : "has expired";
    return authError(end ?? "session_expired", `The session of ${did} ${how}: log in again.`, { cause });
  }

  /** Calls the server that began the session, with the refresh token. */
  function refreshClient({ service, refreshJwt }: SessionState): Client {
    return createClient({
      session: {
        did,
        fetchHandler: (path, init) => sendAuthorized(fetch, service, path, init, `Bearer ${refreshJwt}`),
        "~secrets": () => [refreshJwt],
      },
      timeout: 15_000,
      deadline: 30_000,
      maxResponseSize: 2 ** 20,
    });
  }

  // When no answer comes it cannot be known whether the token has been used: servers take it again for a while.
  const again: CallOptions = { idempotent: true };

  async function requestTokens(): Promise<SessionState> {
    const request = (): Promise<refreshSession.Output> => refreshSession(refreshClient(state), undefined, again);
    const output = await request().catch((error: unknown) => {
      // Cut off on its way, mostly: as good as lost.
      if (error instanceof InvalidResponseError) return request();
      throw error;
    });
    return toSessionState(output, state, network);
  }

  /** Takes over what someone else has put into the store. @returns whether there was news */
  async function adoptStored(): Promise<boolean> {
    const stored = await persistence?.load(state);
    if (stored) replaceState(stored);
    return stored !== undefined;
  }

  /** @returns whether the server has made new tokens: somebody else may have had some */
  async function refresh(): Promise<boolean> {
    // Others may have stopped long ago.
    if ((await adoptStored()) && !persistence?.isExpired(state)) return false;
    let next: SessionState;
    try {
      next = await requestTokens();
    } catch (error) {
      if (!isSessionOver(error)) throw error;
      // Another process may have been faster.
      if (await adoptStored()) return false;
      end ??= "session_expired";
      await persistence?.remove();
      emit("expired");
      throw overError(error);
    }
    if (next.did !== did)
      throw authError("account_mismatch", `The server refreshed the session of another account: ${next.did}.`);
    replaceState((await persistence?.save(next)) ?? next);
    emit("refreshed");
    return true;
  }

  /**
   * Replaces tokens that have expired, once for all who ask. Whoever comes late finds that it is done.
   *
   * @returns whether the server has made new ones
   */
  async function replaceTokens(stale: SessionState): Promise<boolean> {
    if (end) throw overError();
    if (state !== stale) return false;
    refreshing ??= (persistence?.exclusively(refresh) ?? refresh())
      .catch((error: BlueskyError) => {
        // Ended by another one who uses the store.
        if (isClosed(error)) end ??= "session_closed";
        if (!end) emit("error", error);
        throw error;
      })
      .finally(() => {
        refreshing = undefined;
      });
    return refreshing;
  }

  /** Ends the session at the server, and takes it out of the store whether that succeeds or not. */
  async function close(signal: AbortSignal | undefined): Promise<void> {
    try {
      const newer = await abortable(Promise.resolve(persistence?.load(state)), signal).catch(() => undefined);
      await deleteSession(refreshClient(newer ?? state), undefined, { ...again, signal });
    } catch (error) {
      // Asked to end a session, it knows of none.
      if (!isSessionOver(error)) throw error;
    } finally {
      await persistence?.remove(signal);
    }
  }

  return {
    did,
    get handle() {
      return state.handle;
    },
    get pds() {
      return state.pds;
    },
    get status() {
      return state.status;
    },

    "~secrets": () => [state, ...former].flatMap(({ accessJwt, refreshJwt }) => [accessJwt, refreshJwt]),

    "~exclusively": (name, run, signal) => persistence?.inTurn(name, run, signal) ?? run(),

    async fetchHandler(path, init) {
      const { signal, body } = init;
      persistence?.saveAgain(state);
      let failed: unknown;
      let renewed = false;
      if (persistence?.isRefreshDue(state)) {
        const refreshed = replaceTokens(state).catch((error: unknown) => {
          failed = error;
          return false;
        });
        // A token that is still good is used meanwhile. Of one that seems not to be, the server has the last word.
        if (persistence.isExpired(state)) renewed = await abortable(refreshed, signal);
      }
      for (let isFirst = true; ; isFirst = false) {
        if (end === "session_closed") throw overError();
        if (end) return jsonResponse({ error: "ExpiredToken", message: "log in again" }, 401);
        const sent = state;
        const response = await sendAuthorized(fetch, sent.pds, path, init, `Bearer ${sent.accessJwt}`);
        // Once is enough: who refuses new tokens too will refuse the next.
        if (!isFirst || renewed || !(await isTokenRefused(response, sent === begun))) return response;
        if (failed) throw failed;
        await abortable(replaceTokens(sent), signal).catch((error: unknown) => {
          // The server has said so itself.
          if (end !== "session_expired") throw error;
        });
        // What a stream held is gone.
        if (state === sent || isStream(body)) return response;
        dropBody(response);
      }
    },

    export() {
      if (end) throw overError();
      return formatState(state);
    },

    async refresh({ signal } = {}) {
      await unlessAborted(() => replaceTokens(state), signal, `the refresh of ${did}`);
    },

    async logout({ signal } = {}) {
      checkSignal(signal);
      if (end) return;
      end = "session_closed";
      if (refreshing) await abortable(refreshing, signal).catch(() => {});
      const closing = (): Promise<void> => close(signal);
      // Not while another one who uses the store renews it. One who has closed it has done all there is to do.
      await (persistence?.exclusively(closing, signal) ?? closing()).catch((error: unknown) => {
        if (!isClosed(error)) throw error;
      });
    },

    on(event, listener) {
      const entry: [string, typeof listener] = [event, listener];
      listeners.add(entry);
      if (event === "error") persistence?.listen((error) => emit("error", error));
      return () => void listeners.delete(entry);
    },
  };
}

/** Whether somebody else has closed the session. */
function isClosed(error: unknown): boolean {
  return error instanceof AuthError && error.code === "session_closed";
}
