import type { BlueskyError } from "../errors/BlueskyError.ts";
import { AuthError } from "./AuthError.ts";
import type { Keeper } from "./Keeper.ts";
import { formatState, parseState, type SessionState } from "./SessionState.ts";
import type { SessionStore } from "./SessionStore.ts";

/** How often a value is written that others keep changing. */
const ATTEMPTS = 5;

/** What looks like a token. */
const TOKEN = /eyJ[\w-]+\.[\w-]+/;

/** Keeps a session in a store. */
export function createKeeper(store: SessionStore, did: string, report: (error: BlueskyError) => void): Keeper {
  let unsaved = false;

  function fail(error: unknown): void {
    // A store's error may quote what it could not write.
    const cause = TOKEN.test(`${error} ${(error as Error | null)?.stack}`) ? undefined : error;
    report(new AuthError("store_failed", `The store failed for the session of ${did}.`, { cause }));
  }

  async function save(state: SessionState | undefined): Promise<void> {
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
    async alone(run) {
      if (!store.lock) return run();
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
        const text = await store.get(did);
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
