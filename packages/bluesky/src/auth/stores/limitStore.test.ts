import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createMemoryStore } from "./createMemoryStore.ts";
import { limitStore } from "./limitStore.ts";
import type { SessionStore } from "./SessionStore.ts";

const silent = (): Promise<never> => new Promise(() => {});

describe("limitStore", () => {
  it("passes on what a store gives, and calls it as its own", async () => {
    class Store implements SessionStore {
      readonly #values = new Map<string, string>();
      get(key: string): string | undefined {
        // As many stores have it.
        return this.#values.get(key) ?? (null as unknown as undefined);
      }
      swap(key: string, _: unknown, next: string): boolean {
        this.#values.set(key, next);
        return true;
      }
      async lock<T>(key: string, run: () => Promise<T>): Promise<T> {
        this.#values.set(key, "locked");
        return run();
      }
    }
    const store = limitStore(new Store());
    assert.equal(await store.get("a"), undefined);
    assert.equal(await store.swap("a", undefined, "b"), true);
    assert.equal(await store.lock?.("a", async () => store.get("a")), "locked");
    assert.equal(limitStore(undefined), undefined);
    assert.equal("lock" in limitStore({ get: () => undefined, swap: () => true }), false);
  });

  it("waits only so long, and less for a while after that", async () => {
    const memory = createMemoryStore();
    let isSilent = true;
    const store = limitStore({ ...memory, get: (key) => (isSilent ? silent() : memory.get(key)) }, 100);
    for (const most of [100, 10, 10]) {
      const started = performance.now();
      await assert.rejects(async () => store.get("a"), { message: `its get did not answer within ${most} ms` });
      assert.ok(performance.now() - started > most - 5);
    }
    // One that answers is not kept from it.
    isSilent = false;
    assert.equal(await store.get("a"), undefined);
    isSilent = true;
    await new Promise((resolve) => setTimeout(resolve, 110));
    await assert.rejects(async () => store.get("a"), /within 100 ms/);
  });

  it("waits for a lock as long as it is told", async () => {
    const store = limitStore(createMemoryStore(), 20);
    const held = store.lock?.("a", () => new Promise((resolve) => setTimeout(resolve, 60)));
    await assert.rejects(async () => store.lock?.("a", async () => "in"), /lock did not answer within 20 ms/);
    await held;
    const again = limitStore(createMemoryStore(), 20);
    const first = again.lock?.("a", () => new Promise((resolve) => setTimeout(resolve, 60)));
    assert.equal(await again.lock?.("a", async () => "in", 10_000), "in");
    await first;
  });

  it("lets who is in the lock take as long as it takes", async () => {
    const store = limitStore(createMemoryStore(), 20);
    const slow = store.lock?.("a", async () => {
      await new Promise((resolve) => setTimeout(resolve, 100));
      return "done";
    });
    await assert.rejects(async () => store.lock?.("a", async () => "in"), /lock did not answer within 20 ms/);
    assert.equal(await slow, "done");
  });

  it("takes no time that is none", () => {
    for (const none of [NaN, -1, "soon", {}]) {
      assert.throws(() => limitStore(undefined, none as number), { code: "invalid_option", option: "storeTimeout" });
    }
  });

  it("takes no limit too", async () => {
    const store = limitStore({ ...createMemoryStore(), get: silent }, Infinity);
    const soon = new Promise((resolve) => setTimeout(resolve, 30, "waits"));
    assert.equal(await Promise.race([store.get("a"), soon]), "waits");
  });
});
