import assert from "node:assert/strict";
import { it } from "node:test";
import type { Output } from "./Output.ts";
import { createRunner } from "./Step.ts";

it("says that a step takes long, until it is done", async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const told: string[] = [];
  const out: Output = {
    done: (title, lines) => told.push(`${title} done: ${lines}`),
    waiting: (title) => {
      told.push(`${title} waits`);
      if (told.length === 2) resolve();
    },
    failed: (title, reason) => told.push(`${title} failed: ${reason}`),
  };
  const step = createRunner(out, undefined, 1);
  await step("index", async (say) => {
    await promise;
    say("all of it");
  });
  await assert.rejects(step("post", () => Promise.reject(new Error("no"))));
  assert.deepEqual(told.slice(0, 2), ["index waits", "index waits"]);
  assert.deepEqual(
    told.filter((line) => !line.endsWith("waits")),
    ["index done: all of it", "post failed: no"],
  );
});
