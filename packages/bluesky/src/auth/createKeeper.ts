import type { BlueskyError } from "../errors/BlueskyError.ts";
import { AuthError } from "./AuthError.ts";
import { decodeClaims } from "./decodeClaims.ts";
import type { Keeper } from "./Keeper.ts";
import { formatState, parseState, type SessionState } from "./SessionState.ts";
import type { SessionStore } from "./SessionStore.ts";

/** How often a value is written that others keep changing. */
const ATTEMPTS = 5;

/** What looks like a token. */
const TOKEN = /(?<![\w-])eyJ[\w-]+\.[\w-]+/;

/** How long before its end an access token is no longer used, and how often that is said, in milliseconds. */
const MARGIN = 60_000;
const AGAIN = 30_000;
/** How far clocks may be apart before that is kept, in milliseconds: requests take their time too. */
const APART = 30_000;
/** How often a store that fails is tried again, in milliseconds. */
const PAUSE = 1_000;

/** A state with what its token does not say. */
interface KeptState extends SessionState {
  /** By how much our clock was ahead of the server's when the tokens were made, in milliseconds. */
  readonly ahead?: number;
}

interface Unsaved {
  readonly state: SessionState | undefined;
  /** Whether the session begins. One that goes on is not put back where it was taken out. */
  readonly begins: boolean;
}

/** Keeps a session, in a store where there is one. */
export function createKeeper(
  store: SessionStore | undefined,
  did: string,
  report: (error: BlueskyError) => void,
): Keeper {
  let token: string | undefined;
  /** When that token expires, by our clock. */
  let expiresAt = 0;
  /** Until when not to say so again. */
  let quietUntil = 0;
  let refreshing = false;
  /** What should be in the store, and is not. */
  let unsaved: Unsaved | undefined;
  let triedAt = -Infinity;
  /** Whether the store has, or had, the session. */
  let kept = false;
  /** Writes come one after the other: an old one never replaces a new one. */
  let writing: Promise<unknown> = look().catch(() => {});

  /** Notes when a token expires by our clock. @returns by how much that is ahead of the server's */
  function learn({ accessJwt, ahead = 0 }: KeptState, receivedAt?: number): number {
    const { exp, iat } = decodeClaims(accessJwt);
    const known = typeof exp === "number" && typeof iat === "number";
    // A new token shows the difference. An old one does not say when it came.
    const difference = !known ? 0 : receivedAt === undefined ? ahead : receivedAt - iat * 1000;
    token = accessJwt;
    quietUntil = 0;
    expiresAt = known ? exp * 1000 + difference : Infinity;
    return difference;
  }

  function fail(error: unknown): void {
    // A store's error may quote what it could not write.
    const cause = TOKEN.test(`${error} ${(error as Error | null)?.stack}`) ? undefined : error;
    report(new AuthError("store_failed", `The store failed for the session of ${did}.`, { cause }));
  }

  /** What the store has. */
  async function look(): Promise<string | undefined> {
    const text = await store?.get(did);
    kept ||= text !== undefined;
    return text;
  }

  /** @param mine is the session's state where this is tried again: meanwhile somebody else may have stored a newer one */
  async function write(wanted: Unsaved, mine?: SessionState): Promise<void> {
    if (!store) return;
    unsaved = undefined;
    const text = wanted.state && formatState(wanted.state);
    try {
      for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
        const current = await store.get(did);
        const done = current === undefined ? kept && !wanted.begins : mine && isNewer(current, mine);
        if (done || current === text || (await store.swap(did, current, text))) {
          kept ||= text !== undefined;
          return;
        }
      }
      throw new Error("the value keeps changing");
    } catch (cause) {
      unsaved = wanted;
      fail(cause);
    }
  }

  /** Runs a refresh, unless the session was logged out somewhere else: the server might still take its older tokens. */
  async function unlessGone(run: () => Promise<void>): Promise<void> {
    await writing;
    if (kept && !unsaved && (await look().catch(() => "")) === undefined) {
      throw new AuthError("session_closed", `The session of ${did} is no longer in its store: log in again.`);
    }
    return run();
  }

  async function locked(run: () => Promise<void>): Promise<void> {
    if (!store?.lock) return run();
    let running: Promise<void> | undefined;
    try {
      await store.lock(did, () => {
        running = run();
        return running;
      });
    } catch (error) {
      // What the function throws is not the store's fault.
      await running;
      fail(error);
      if (!running) await run();
    }
  }

  return {
    async save(state) {
      if (state && state.accessJwt !== token) {
        const ahead = learn(state, Date.now());
        // Into the session's own object, so that its export says it too.
        if (Math.abs(ahead) > APART) Object.assign(state, { ahead } satisfies Partial<KeptState>);
      }
      unsaved = undefined;
      triedAt = -Infinity;
      const wanted = { state, begins: !refreshing };
      writing = writing.then(() => write(wanted));
      await writing;
    },
    isDue(state) {
      const now = Date.now();
      if (state.accessJwt !== token) learn(state);
      if (now + MARGIN <= expiresAt) return false;
      // All wait for the one refresh: with the old token they would only be refused.
      if (refreshing) return true;
      if (now < quietUntil) return false;
      quietUntil = now + AGAIN;
      return true;
    },
    async alone(run) {
      refreshing = true;
      try {
        await locked(() => unlessGone(run));
      } finally {
        refreshing = false;
      }
    },
    async read() {
      try {
        const text = await look();
        return text === undefined ? undefined : parseState(text);
      } catch (cause) {
        fail(cause);
        return;
      }
    },
    retry(mine) {
      const now = performance.now();
      if (!unsaved || now - triedAt < PAUSE) return;
      triedAt = now;
      const wanted = unsaved;
      unsaved = undefined;
      writing = writing.then(() => write(wanted, mine));
    },
  };
}

/** Whether a stored session was made after ours. */
function isNewer(text: string, { refreshJwt }: SessionState): boolean {
  try {
    return Number(decodeClaims(parseState(text).refreshJwt).iat) > Number(decodeClaims(refreshJwt).iat);
  } catch {
    return false;
  }
}
