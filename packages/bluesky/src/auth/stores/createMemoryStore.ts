import type { SessionStore } from "./SessionStore.ts";

/**
 * A store in memory, for tests, and for several sessions of one account in one program.
 *
 * @example
 * ```ts
 * import { createMemoryStore, login, resume } from "bluesky/auth";
 *
 * const store = createMemoryStore();
 * const session = await login({ identifier, password, store });
 * const again = await resume({ store, did: session.did });
 * ```
 */
export function createMemoryStore(): SessionStore {
  const values = new Map<string, string>();
  const locks = new Map<string, Promise<unknown>>();
  return {
    get: (key) => values.get(key),
    swap(key, expected, next) {
      if (values.get(key) !== expected) return false;
      if (next === undefined) values.delete(key);
      else values.set(key, next);
      return true;
    },
    async lock(key, run) {
      const before = locks.get(key);
      const turn = (async () => {
        // How the one before ended is its own business.
        await before?.catch(() => {});
        return run();
      })();
      locks.set(key, turn);
      try {
        return await turn;
      } finally {
        if (locks.get(key) === turn) locks.delete(key);
      }
    },
  };
}
