import { type BlueskyError, isBlueskyError } from "../errors/BlueskyError.ts";
import { abortable } from "../identity/abortable.ts";
import { deleteSession } from "../lexicons/com/atproto/server/deleteSession.ts";
import { refreshSession } from "../lexicons/com/atproto/server/refreshSession.ts";
import { blueskyNetwork } from "../network/blueskyNetwork.ts";
import type { NetworkConfig } from "../network/NetworkConfig.ts";
import { type Client, createClient, isXrpcError, type XrpcError } from "../xrpc/index.ts";
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

/** How often a refresh is asked for when no answer comes, and the delay after the first time, in milliseconds. */
const ATTEMPTS = 3;
const DELAY = 250;

/** A session with an access and a refresh token. Both are private to it: no inspection or serialization shows them. */
export class PasswordSession implements Session {
  readonly did: string;
  #state: SessionState;
  /** Set once the session is over. */
  #end: "session_closed" | "session_expired" | undefined;
  /** The one refresh that everybody waits for. */
  #renewing: Promise<void> | undefined;
  readonly #network: NetworkConfig;
  readonly #fetch: typeof globalThis.fetch;
  readonly #keeper: Keeper | undefined;
  readonly #listeners: [event: string, listener: (error: BlueskyError) => void][] = [];

  constructor(
    state: SessionState,
    { network = blueskyNetwork, fetch }: SessionSurroundings,
    makeKeeper?: (did: string, report: (error: BlueskyError) => void) => Keeper,
  ) {
    this.did = state.did;
    this.#state = state;
    this.#network = network;
    // Looked up at each request: programs and tests replace it.
    this.#fetch = fetch ?? ((input, init) => globalThis.fetch(input, init));
    this.#keeper = makeKeeper?.(state.did, (error) => this.#emit("error", error));
  }

  get handle(): string {
    return this.#state.handle;
  }

  get pds(): string {
    return this.#state.pds;
  }

  get status(): string | undefined {
    return this.#state.status;
  }

  async fetchHandler(path: string, init: RequestInit): Promise<Response> {
    const { signal, body } = init;
    this.#keeper?.retry(this.#state);
    if (!this.#end && this.#keeper?.isDue(this.#state)) {
      // The token may still do: the server has the last word.
      await abortable(this.#renew(this.#state), signal).catch(() => signal?.throwIfAborted());
    }
    for (let attempt = 1; ; attempt++) {
      if (this.#end) {
        if (this.#end === "session_closed") throw this.#over();
        return Response.json({ error: "ExpiredToken", message: "log in again" }, { status: 401 });
      }
      const sent = this.#state;
      const response = await sendAuthorized(this.#fetch, sent.pds, path, init, `Bearer ${sent.accessJwt}`);
      if (attempt === 3 || !(await isTokenExpired(response))) return response;
      try {
        await abortable(this.#renew(sent), signal);
      } catch (error) {
        if (this.#end === "session_expired") return response;
        throw error;
      }
      // What a stream held is gone.
      if (this.#state === sent || body instanceof ReadableStream) return response;
      await response.body?.cancel();
    }
  }

  export(): string {
    if (this.#end) throw this.#over();
    return formatState(this.#state);
  }

  async refresh({ signal }: { signal?: AbortSignal | undefined } = {}): Promise<void> {
    await abortable(this.#renew(this.#state), signal);
  }

  async logout({ signal }: { signal?: AbortSignal | undefined } = {}): Promise<void> {
    if (this.#end) return;
    this.#end = "session_closed";
    await this.#renewing?.catch(() => {});
    try {
      const client = this.#client((await this.#keeper?.read()) ?? this.#state);
      await deleteSession(client, undefined, { signal });
    } catch (error) {
      // A refusal means that the session is over there already.
      if (!isRefusal(error) || error.status === 429) throw error;
    } finally {
      await this.#keeper?.save(undefined);
    }
  }

  on<Name extends keyof SessionEvents>(event: Name, listener: SessionEvents[Name]): () => void {
    const entry: [string, SessionEvents[Name]] = [event, listener];
    this.#listeners.push(entry);
    return () => {
      const index = this.#listeners.indexOf(entry);
      if (index >= 0) this.#listeners.splice(index, 1);
    };
  }

  /** Puts the session into its store. Whoever begins a session does so. */
  async save(): Promise<void> {
    await this.#keeper?.save(this.#state);
  }

  /** What may be shown: without tokens. */
  toJSON(): Record<string, unknown> {
    return { did: this.did, handle: this.handle, pds: this.pds };
  }

  #over(cause?: unknown): AuthError {
    const closed = this.#end === "session_closed";
    const text = `The session of ${this.did} ${closed ? "was logged out" : "has expired"}: log in again.`;
    return new AuthError(closed ? "session_closed" : "session_expired", text, { cause });
  }

  /** Replaces tokens that have expired, once for all who ask. Whoever comes late finds that it is done. */
  async #renew(stale: SessionState): Promise<void> {
    if (this.#end) throw this.#over();
    if (this.#state !== stale) return;
    const refresh = (): Promise<void> => this.#refresh(stale);
    this.#renewing ??= (this.#keeper?.alone(refresh) ?? refresh())
      .catch((error: unknown) => {
        if (isBlueskyError(error) && !this.#end) this.#emit("error", error);
        throw error;
      })
      .finally(() => {
        this.#renewing = undefined;
      });
    return this.#renewing;
  }

  async #refresh(stale: SessionState): Promise<void> {
    if (await this.#adopt()) return;
    let next: SessionState;
    try {
      next = toSessionState(await this.#ask(stale), stale, this.#network);
    } catch (error) {
      if (!isRefusal(error) || !/^(Expired|Invalid)Token$/.test(error.error)) throw error;
      // Another process may have been faster.
      if (await this.#adopt()) return;
      this.#end ??= "session_expired";
      await this.#keeper?.save(undefined);
      this.#emit("expired");
      throw this.#over(error);
    }
    if (next.did !== this.did) {
      throw new AuthError("account_mismatch", `${stale.service} answered the refresh of ${this.did} for ${next.did}.`);
    }
    await this.#keeper?.save(next);
    this.#state = next;
    this.#emit("refreshed");
  }

  /**
   * Asks for new tokens. When no answer comes it cannot be known whether the old refresh token has been used: servers
   * take it again for a while, so it is tried again.
   */
  async #ask(state: SessionState): Promise<refreshSession.Output> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await refreshSession(this.#client(state));
      } catch (error) {
        if (attempt === ATTEMPTS || isRefusal(error)) throw error;
        await new Promise((resolve) => setTimeout(resolve, DELAY * 4 ** (attempt - 1) * (0.5 + Math.random())));
      }
    }
  }

  /** Calls the server that began the session, with the refresh token. */
  #client({ did, service, refreshJwt }: SessionState): Client {
    const fetchHandler = (path: string, init: RequestInit): Promise<Response> =>
      sendAuthorized(this.#fetch, service, path, init, `Bearer ${refreshJwt}`);
    return createClient({ session: { did, fetchHandler }, timeout: 15_000 });
  }

  /** Takes over what someone else has put into the store. @returns whether there was news */
  async #adopt(): Promise<boolean> {
    const stored = await this.#keeper?.read();
    if (stored?.did !== this.did || stored.refreshJwt === this.#state.refreshJwt) return false;
    this.#state = stored;
    return true;
  }

  #emit(event: keyof SessionEvents, error?: BlueskyError): void {
    for (const [name, listener] of [...this.#listeners]) {
      try {
        // Only those of "error" take one, and they get it.
        if (name === event) listener(error as BlueskyError);
      } catch {}
    }
  }
}

/** Whether the server has said no, and will again. */
function isRefusal(error: unknown): error is XrpcError {
  return isXrpcError(error) && error.status < 500;
}
