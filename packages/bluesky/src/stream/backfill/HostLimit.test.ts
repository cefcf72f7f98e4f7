import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { setImmediate as turn } from "node:timers/promises";
import { hostLimit } from "./HostLimit.ts";

describe("hostLimit", () => {
  it("lets so many in for each host, in their order", async () => {
    const limit = hostLimit(2);
    const entered: string[] = [];
    const enter = async (host: string, name: string): Promise<() => void> => {
      const leave = await limit.enter(host);
      entered.push(name);
      return leave;
    };
    const all = ["a1", "a2", "a3", "b1", "a4"].map((name) => enter(name.slice(0, 1), name));
    await turn();
    assert.deepEqual(entered, ["a1", "a2", "b1"]);
    (await all[1])?.();
    await turn();
    assert.deepEqual(entered, ["a1", "a2", "b1", "a3"]);
    (await all[2])?.();
    (await all[0])?.();
    for (const leave of await Promise.all(all.slice(3))) leave();
    assert.deepEqual(entered, ["a1", "a2", "b1", "a3", "a4"]);
  });
});
