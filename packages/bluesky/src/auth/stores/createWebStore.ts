import type { SessionStore } from "./SessionStore.ts";

/** The part of Web Storage that is used. */
export interface WebStorage {
  /** Reads a value. */
  getItem(key: string): string | null;
  /** Writes a value. */
  setItem(key: string, value: string): void;
  /** Removes a value. */
  removeItem(key: string): void;
}

/** The part of Web Locks that is used. */
export interface WebLocks {
  /** Runs a function while it holds the lock. */
  request<T>(name: string, run: () => Promise<T>): Promise<T>;
}

/** Options of {@link createWebStore}. */
export interface WebStoreOptions {
  /**
   * Web Storage to use instead of IndexedDB: `sessionStorage`, if a session should end with its tab. Do not use
   * `localStorage`: a tab may see the writes of another one late, even inside a lock.
   *
   * @default none
   */
  readonly storage?: WebStorage | undefined;
  /** @default `navigator.locks`; without it (on insecure pages), tabs may refresh at the same time */
  readonly locks?: WebLocks | undefined;
  /** What the names of keys and locks begin with. @default "bluesky.session." */
  readonly prefix?: string | undefined;
}

/**
 * A store in the browser, shared by all tabs of an origin: an IndexedDB database, with Web Locks. All scripts on the
 * page can read it, so do not load any that you do not trust.
 *
 * @example
 * ```ts
 * import { createWebStore, resume } from "bluesky/auth";
 *
 * const session = await resume({ store: createWebStore(), did });
 * ```
 */
export function createWebStore(options: WebStoreOptions = {}): SessionStore {
  const { storage, prefix = "bluesky.session." } = options;
  // Not on every platform.
  const locks = options.locks ?? (globalThis.navigator as { locks?: WebLocks } | undefined)?.locks;
  const access = storage ? (...of: Access) => accessStorage(storage, ...of) : accessDatabase;
  const store: SessionStore = {
    async get(key) {
      let value: string | undefined;
      await access(prefix + key, (current) => {
        value = current;
        return current;
      });
      return value;
    },
    async swap(key, expected, next) {
      let same = false;
      await access(prefix + key, (current) => {
        same = current === expected;
        return same ? next : current;
      });
      return same;
    },
  };
  return locks ? { ...store, lock: (key, run) => locks.request(`${prefix}${key}.lock`, run) } : store;
}

/** Calls a function with the value of a key, and keeps what it gives. */
type Access = [key: string, change: (current: string | undefined) => string | undefined];

async function accessStorage(storage: WebStorage, ...[key, change]: Access): Promise<void> {
  const current = storage.getItem(key) ?? undefined;
  const next = change(current);
  if (next === current) return;
  if (next === undefined) storage.removeItem(key);
  else storage.setItem(key, next);
}

/** In one transaction: those of all tabs come one after the other. */
async function accessDatabase(...[key, change]: Access): Promise<void> {
  // Opened anew each time, which is seldom: a connection that stays may be closed from outside.
  const opening = indexedDB.open("bluesky", 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore("sessions");
  const database = await result(opening);
  try {
    // Resolved when it is on the disk.
    const transaction = database.transaction("sessions", "readwrite", { durability: "strict" });
    const values = transaction.objectStore("sessions");
    const reading: IDBRequest<string | undefined> = values.get(key);
    reading.onsuccess = () => {
      const current = reading.result;
      const next = change(current);
      if (next === current) return;
      if (next === undefined) values.delete(key);
      else values.put(next, key);
    };
    await new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error);
    });
  } finally {
    database.close();
  }
}

function result<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
