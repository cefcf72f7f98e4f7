import type { BlueskyError } from "../errors/BlueskyError.ts";
import { abortable } from "../identity/abortable.ts";
import { deleteSession } from "../lexicons/com/atproto/server/deleteSession.ts";
import { refreshSession } from "../lexicons/com/atproto/server/refreshSession.ts";
import type { NetworkConfig } from "../network/NetworkConfig.ts";
import { type Client, createClient, type XrpcError } from "../xrpc/index.ts";
import { platformFetch } from "../xrpc/platformFetch.ts";
import { AuthError } from "./AuthError.ts";
import { isTokenExpired } from "./isTokenExpired.ts";
import type { Keeper } from "./Keeper.ts";
import type { Session, SessionEvents } from "./Session.ts";
import { formatState, type SessionState } from "./SessionState.ts";
import { sendAuthorized } from "./sendAuthorized.ts";
import { toSessionState } from "./toSessionState.ts";

/** What a session needs of its surroundings. */
export interface SessionSurroundings {
  /** @default Bluesky's */
  readonly network?: NetworkConfig | undefined;
  /** @default the platform's */
  readonly fetch?: typeof globalThis.fetch | undefined;
}

/** A session that whoever begins it can put into its store. */
export interface KeptSession extends Session {
  save(): Promise<void>;
}

/** Makes a session with an access and a refresh token. Both stay in here: no inspection or serialization shows them. */
export function passwordSession(
  begun: SessionState,
  { network, fetch = platformFetch }: SessionSurroundings,
  makeKeeper?: (did: string, report: (error: BlueskyError) => void) => Keeper,
): KeptSession {
  const { did } = begun;
  let state = begun;
  /** Set once the session is over. */
  let end: "session_closed" | "session_expired" | undefined;
  /** The one refresh that everybody waits for. */
  let renewing: Promise<void> | undefined;
  const listeners = new Set<[event: string, listener: (error: BlueskyError) => void]>();
  const keeper = makeKeeper?.(did, (error) => emit("error", error));

  function emit(event: keyof SessionEvents, error?: BlueskyError): void {
    for (const [name, listener] of listeners) {
      try {
        // Only those of "error" take one, and they get it.
        if (name === event) listener(error as BlueskyError);
      } catch {}
    }
  }

  function over(cause?: unknown): AuthError {
    const how = end === "session_closed" ? "was closed" : "has expired";
    return new AuthError(end ?? "session_expired", `The session of ${did} ${how}: log in again.`, { cause });
  }

  /** Calls the server that began the session, with the refresh token. */
  function clientOf({ service, refreshJwt }: SessionState): Client {
    return createClient({
      session: {
        did,
        fetchHandler: (path, init) => sendAuthorized(fetch, service, path, init, `Bearer ${refreshJwt}`),
      },
      timeout: 15_000,
      maxResponseSize: 2 ** 20,
    });
  }

  // When no answer comes it cannot be known whether the token has been used: servers take it again for a while.
  const settle = async (): Promise<undefined> => undefined;

  /** Takes over what someone else has put into the store. @returns whether there was news */
  async function adopt(): Promise<boolean> {
    const stored = await keeper?.read();
    if (stored?.did !== did || stored.refreshJwt === state.refreshJwt) return false;
    state = stored;
    return true;
  }

  async function refresh(): Promise<void> {
    if (await adopt()) return;
    let next: SessionState;
    try {
      next = toSessionState(await refreshSession(clientOf(state), undefined, { settle }), state, network);
    } catch (error) {
      if ((error as BlueskyError).code !== "auth_expired") throw error;
      // Another process may have been faster.
      if (await adopt()) return;
      end ??= "session_expired";
      await keeper?.save(undefined);
      emit("expired");
      throw over(error);
    }
    if (next.did !== did) throw new AuthError("account_mismatch", `The refresh was answered for ${next.did}.`);
    await keeper?.save(next);
    state = next;
    emit("refreshed");
  }

  /** Replaces tokens that have expired, once for all who ask. Whoever comes late finds that it is done. */
  async function renew(stale: SessionState, signal?: AbortSignal | null | undefined): Promise<void> {
    if (end) throw over();
    if (state !== stale) return;
    renewing ??= (keeper?.alone(refresh) ?? refresh())
      .catch((error: BlueskyError) => {
        // Ended by another one who uses the store.
        if (error.code === "session_closed") end ??= error.code;
        if (!end) emit("error", error);
        throw error;
      })
      .finally(() => {
        renewing = undefined;
      });
    return abortable(renewing, signal);
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

    async fetchHandler(path, init) {
      const { signal, body } = init;
      keeper?.retry(state);
      let failed: unknown;
      if (keeper?.isDue(state)) {
        // The token may still do: the server has the last word.
        await renew(state, signal).catch((error: unknown) => {
          failed = error;
        });
        signal?.throwIfAborted();
      }
      for (let attempt = 1; ; attempt++) {
        if (end === "session_closed") throw over();
        if (end) return Response.json({ error: "ExpiredToken", message: "log in again" }, { status: 401 });
        const sent = state;
        const response = await sendAuthorized(fetch, sent.pds, path, init, `Bearer ${sent.accessJwt}`);
        if (attempt > 2 || !(await isTokenExpired(response))) return response;
        if (failed) throw failed;
        await renew(sent, signal).catch((error: unknown) => {
          // The server has said so itself.
          if (end !== "session_expired") throw error;
        });
        // What a stream held is gone.
        if (state === sent || body instanceof ReadableStream) return response;
        void response.body?.cancel();
      }
    },

    export() {
      if (end) throw over();
      return formatState(state);
    },

    refresh: ({ signal } = {}) => renew(state, signal),

    async logout({ signal } = {}) {
      if (end) return;
      end = "session_closed";
      await renewing?.catch(() => {});
      const close = async (): Promise<void> => {
        try {
          await deleteSession(clientOf((await keeper?.read()) ?? state), undefined, { signal, settle });
        } catch (error) {
          // A refusal means that the session is over there already. (`isXrpcError` would come along into every login.)
          const { error: name, retryable } = Object(error) as Partial<XrpcError>;
          if (!name || retryable) throw error;
        } finally {
          await keeper?.save(undefined);
        }
      };
      // Not while another one who uses the store renews it. One who has closed it has done all there is to do.
      await (keeper?.alone(close) ?? close()).catch((error: BlueskyError) => {
        if (error.code !== "session_closed") throw error;
      });
    },

    on(event, listener) {
      const entry: [string, typeof listener] = [event, listener];
      listeners.add(entry);
      return () => void listeners.delete(entry);
    },

    async save() {
      await keeper?.save(state);
    },
  };
}
