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

/** Keeps a session, in a store where there is one. */
export function createKeeper(
  store: SessionStore | undefined,
  did: string,
  report: (error: BlueskyError) => void,
): Keeper {
  let unsaved = false;
  let token: string | undefined;
  /** When that token expires, by our clock. */
  let expiresAt = 0;

  function learn(accessJwt: string, now?: number): void {
    const { exp, iat } = decodeClaims(accessJwt);
    token = accessJwt;
    const known = typeof exp === "number" && typeof iat === "number";
    // Of a new token the lifetime counts: the server's clock may differ from ours. Of an old one there is only its word.
    expiresAt = known ? (now === undefined ? exp * 1000 : now + (exp - iat) * 1000) : Number.POSITIVE_INFINITY;
  }

  function fail(error: unknown): void {
    // A store's error may quote what it could not write.
    const cause = TOKEN.test(`${error} ${(error as Error | null)?.stack}`) ? undefined : error;
    report(new AuthError("store_failed", `The store failed for the session of ${did}.`, { cause }));
  }

  async function save(state: SessionState | undefined): Promise<void> {
    if (state && state.accessJwt !== token) learn(state.accessJwt, Date.now());
    if (!store) return;
    const text = state && formatState(state);
    unsaved = false;
    try {
      for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
        const current = await store.get(did);
        if (current === text || (await store.swap(did, current, text))) return;
      }
      throw new Error("the value keeps changing");
    } catch (cause) {
      unsaved = true;
      fail(cause);
    }
  }

  return {
    save,
    isDue({ accessJwt }) {
      const now = Date.now();
      if (accessJwt !== token) learn(accessJwt);
      if (now + MARGIN <= expiresAt) return false;
      expiresAt = now + MARGIN + AGAIN;
      return true;
    },
    async alone(run) {
      if (!store?.lock) return run();
      let begun = false;
      try {
        await store.lock(did, () => {
          begun = true;
          return run();
        });
      } catch (error) {
        if (begun) throw error;
        fail(error);
        await run();
      }
    },
    async read() {
      try {
        const text = await store?.get(did);
        return text === undefined ? undefined : parseState(text);
      } catch (cause) {
        fail(cause);
        return;
      }
    },
    retry(state) {
      if (unsaved) void save(state);
    },
  };
}
