import type { SessionStore } from "./SessionStore.ts";

/** What is used of Web Storage. */
export interface WebStorage {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

/** What is used of Web Locks. */
export interface WebLocks {
  request<T>(name: string, run: () => Promise<T>): Promise<T>;
}

/** Options of {@link createWebStore}. */
export interface WebStoreOptions {
  /** @default `localStorage` */
  readonly storage?: WebStorage | undefined;
  /** @default `navigator.locks`; without it (pages that are not secure) tabs may refresh at the same time */
  readonly locks?: WebLocks | undefined;
  /** What keys begin with. @default "bluesky.session." */
  readonly prefix?: string | undefined;
}

/**
 * A store in the browser, shared by all tabs of an origin: Web Storage, with Web Locks. Scripts of the page can read it: keep foreign
 * ones out.
 *
 * @example
 * ```ts
 * const store = createWebStore();
 * const session = await resumeFrom(store, did);
 * ```
 */
export function createWebStore(options: WebStoreOptions = {}): SessionStore {
  // Not declared on every platform.
  const platform = globalThis as unknown as { localStorage: WebStorage; navigator?: { locks?: WebLocks } };
  const { storage = platform.localStorage, locks = platform.navigator?.locks, prefix = "bluesky.session." } = options;

  async function swap(name: string, expected: string | undefined, next: string | undefined): Promise<boolean> {
    if ((storage.getItem(name) ?? undefined) !== expected) return false;
    if (next === undefined) storage.removeItem(name);
    else storage.setItem(name, next);
    return true;
  }

  const store: SessionStore = {
    get: (key) => storage.getItem(prefix + key) ?? undefined,
    swap(key, expected, next) {
      const name = prefix + key;
      // Another lock than the one for refreshes, which swap inside of it.
      return locks ? locks.request(`${name}.swap`, () => swap(name, expected, next)) : swap(name, expected, next);
    },
  };
  return locks ? { ...store, lock: (key, run) => locks.request(`${prefix}${key}.lock`, run) } : store;
}
