import { invalidOption } from "../../errors/InvalidOptionError.ts";
import { after } from "../../platform/abort/after.ts";
import type { SessionStore } from "./SessionStore.ts";

/** How long a store may take to answer, in milliseconds, where nothing else is said. */
const TIMEOUT = 10_000;
/** For a while after it has not answered, it is waited for by so much less. */
const HURRY = 10;

/** A store that answers in time, or rejects. */
export interface LimitedStore extends SessionStore {
  /** @param patience how long to wait until the function is in the lock, in milliseconds. @default as for all else */
  lock?<T>(key: string, run: () => Promise<T>, patience?: number): Promise<T>;
}

/**
 * The same store, with an end to how long it is waited for. Everything that it does wrong is a promise that rejects: that it throws at
 * once, gives no promise, does not answer, does not let a function into its lock or does not run it.
 *
 * Who has just been waited for in vain is not waited for as long again: one login asks a store several times.
 *
 * @param timeout milliseconds for one answer, and until a function is in the lock: there it may take as long as it takes
 * @throws {InvalidOptionError} if the time is not valid
 */
export function limitStore(store: SessionStore, timeout?: number | undefined): LimitedStore;
export function limitStore(store: SessionStore | undefined, timeout?: number | undefined): LimitedStore | undefined;
export function limitStore(store: SessionStore | undefined, timeout: number = TIMEOUT): LimitedStore | undefined {
  if (!(timeout >= 0)) {
    throw invalidOption("storeTimeout", "Expected a number of milliseconds as `storeTimeout`.");
  }
  if (!store) return undefined;
  let hurriedUntil = -Infinity;

  function limit<T>(what: string, answer: PromiseLike<T>, longest: number = timeout): Promise<T> {
    const now = performance.now();
    const most = now < hurriedUntil ? timeout / HURRY : longest;
    return new Promise((resolve, reject) => {
      const end = after(most, undefined, () => {
        hurriedUntil = performance.now() + timeout;
        reject(new Error(`its ${what} did not answer within ${most} ms`));
      });
      answer.then(resolve, reject).then(end);
    });
  }

  const limited: LimitedStore = {
    get: (key) => limit("get", (async () => (await store.get(key)) ?? undefined)()),
    swap: (key, expected, next) => limit("swap", (async () => store.swap(key, expected, next))()),
  };
  if (!store.lock) return limited;
  return {
    ...limited,
    async lock<T>(key: string, run: () => Promise<T>, patience?: number) {
      let running: Promise<T> | undefined;
      let enter: (() => void) | undefined;
      const entered = new Promise<void>((resolve) => {
        enter = resolve;
      });
      // What the function throws is for who waits here. Stores have been seen to leave it to nobody.
      const runOnce = async (): Promise<void> => {
        running ??= run();
        enter?.();
        await running.catch(() => {});
      };
      const locking = (async () => store.lock?.(key, runOnce))();
      await limit("lock", Promise.race([locking, entered]), patience);
      if (!running) throw new Error("its lock does not run what it is given");
      await running.catch(() => {});
      await limit("lock", locking);
      return running;
    },
  };
}
