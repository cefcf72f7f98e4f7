import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createMemoryStore } from "./createMemoryStore.ts";

describe("createMemoryStore", () => {
  it("lets one at a time in, and swaps only what is expected", async () => {
    const store = createMemoryStore();
    const order: string[] = [];
    await Promise.allSettled([
      store.lock?.("a", async () => {
        await new Promise((resolve) => setTimeout(resolve, 10));
        order.push("first");
        throw new Error();
      }),
      store.lock?.("a", async () => order.push("second")),
      store.lock?.("b", async () => order.push("other")),
    ]);
    assert.deepEqual(order, ["other", "first", "second"]);
    assert.equal(await store.swap("a", "x", "y"), false);
    assert.equal(await store.swap("a", undefined, "y"), true);
    assert.equal(await store.swap("a", undefined, "z"), false);
    assert.equal(await store.get("a"), "y");
    assert.equal(await store.swap("a", "y", undefined), true);
    assert.equal(await store.get("a"), undefined);
  });
});
