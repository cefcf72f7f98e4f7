import assert from "node:assert/strict";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import { checkSessionStore } from "./checkSessionStore.ts";
import { createMemoryStore } from "./createMemoryStore.ts";
import { createWebStore } from "./createWebStore.ts";
import { createFileStore } from "./file.ts";
import type { SessionStore } from "./SessionStore.ts";

class FakeStorage {
  readonly #values = new Map<string, string>();
  get size(): number {
    return this.#values.size;
  }
  getItem = (key: string): string | null => this.#values.get(key) ?? null;
  setItem = (key: string, value: string): void => void this.#values.set(key, value);
  removeItem = (key: string): void => void this.#values.delete(key);
}

const stuck = (): Promise<never> => new Promise(() => {});

/** Says that it has written when it has not, once there is something. */
const lossy = (store: SessionStore): SessionStore => ({
  ...store,
  swap: async (key, expected, next) => {
    if (!next?.startsWith("writer")) return store.swap(key, expected, next);
    return (await store.get(key)) === expected && (await store.swap(key, expected, "something else"));
  },
});

/** Keeps all keys in one value, as a JSON file does, and takes no care of that. */
const inOnePiece = (store: SessionStore): SessionStore => {
  const load = async (): Promise<Record<string, string>> => JSON.parse((await store.get("all")) ?? "{}");
  return {
    ...store,
    get: async (key) => (await load())[key],
    swap: async (key, expected, next) => {
      // Each key for itself is swapped in one step.
      return (await store.lock?.(`${key}.swap`, async () => {
        const all = await load();
        if (all[key] !== expected) return false;
        const { [key]: _, ...others } = all;
        await store.swap(
          "all",
          await store.get("all"),
          JSON.stringify(next === undefined ? others : { ...all, [key]: next }),
        );
        return true;
      })) as boolean;
    },
  };
};

const renamed = (store: SessionStore, rename: (key: string) => string): SessionStore => ({
  ...store,
  get: (key) => store.get(rename(key)),
  swap: (key, expected, next) => store.swap(rename(key), expected, next),
});

/** Finds what to delete by the beginning of its key. */
const deletingByPrefix = (store: SessionStore): SessionStore => {
  const keys = written.get(store) ?? written.set(store, new Set()).get(store);
  return {
    ...store,
    swap: async (key, expected, next) => {
      keys?.add(key);
      if (next !== undefined || (await store.get(key)) !== expected) return store.swap(key, expected, next);
      for (const other of keys ?? []) {
        if (other.startsWith(key)) await store.swap(other, await store.get(other), undefined);
      }
      return true;
    },
  };
};
const written = new WeakMap<SessionStore, Set<string>>();

describe("checkSessionStore", () => {
  it("passes the memory store", async () => {
    const store = createMemoryStore();
    await checkSessionStore(() => store);
  });

  it("passes the web store on a Web Storage, with locks and without", async () => {
    const storage = new FakeStorage();
    await checkSessionStore(() => createWebStore({ storage }));
    const { lock } = createMemoryStore();
    assert.ok(lock);
    await checkSessionStore(() => createWebStore({ storage, locks: { request: lock } }));
    assert.equal(storage.size, 0);
  });

  it("passes the file store, which has only its locks left then", async () => {
    const folder = await mkdtemp(join(tmpdir(), "bluesky-check-"));
    try {
      await checkSessionStore(() => createFileStore(folder));
      assert.deepEqual(
        (await readdir(folder)).filter((file) => !/\.(lock|swap)\.\d+\.free$/.test(file)),
        [],
      );
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it("finds what is wrong with a store", async () => {
    const broken: [RegExp, (store: SessionStore) => SessionStore][] = [
      [/can be read through another/, () => createMemoryStore()],
      [
        /another value is expected/,
        (store) => ({ ...store, swap: async (key, _, next) => store.swap(key, await store.get(key), next) }),
      ],
      [
        /one wins/,
        (store) => ({
          ...store,
          swap: async (key, expected, next) => {
            const same = (await store.get(key)) === expected;
            await new Promise((resolve) => setTimeout(resolve, 1));
            return same && (await store.swap(key, await store.get(key), next));
          },
        }),
      ],
      [/one in at a time/, (store) => ({ ...store, lock: (_, run) => run() })],
      [/keys that look alike/, (store) => ({ ...store, get: (key) => store.get(key.replace(/\.$/, "")) })],
      [/as they were/, (store) => ({ ...store, get: async (key) => (await store.get(key))?.slice(0, 4096) })],
      [
        /throws what/,
        (store) => ({ ...store, lock: (key, run) => store.lock?.(key, run).catch(() => undefined as never) ?? run() }),
      ],
      [
        /released when the function throws/,
        (store) => ({
          ...store,
          lock: (key, run) =>
            new Promise((resolve, reject) => {
              const failed = (error: unknown): Promise<never> => {
                reject(error);
                return stuck();
              };
              store.lock?.(key, () => run().then(resolve, failed));
            }),
        }),
      ],
      [
        /everyone gets into/,
        (store) => ({ ...store, lock: (key, run) => store.lock?.(key, () => run().then(stuck)) ?? run() }),
      ],
      [/never written/, (store) => ({ ...store, get: async (key) => (await store.get(key)) ?? (null as never) })],
      [/can be read through another/, (store) => ({ ...store, swap: () => true })],
      [/of the winner is kept/, lossy],
      [/are all kept/, inOnePiece],
      [/look alike/, (store) => renamed(store, (key) => key.slice(0, 100))],
      [/look alike/, (store) => renamed(store, (key) => key.toLowerCase())],
      [/look alike/, (store) => renamed(store, (key) => key.replaceAll(":", "_"))],
      [/does not delete others that look like/, deletingByPrefix],
    ];
    for (const [message, breakIt] of broken) {
      const store = createMemoryStore();
      await assert.rejects(
        checkSessionStore(() => breakIt(store), { patience: 100 }),
        { code: "store_nonconforming", message },
        String(message),
      );
    }
  });
});
