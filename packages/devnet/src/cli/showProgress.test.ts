import assert from "node:assert/strict";
import { it } from "node:test";
import { showProgress } from "./showProgress.ts";

it("says at once what is going on, then again and again how long it has taken", async () => {
  const written: string[] = [];
  const { promise, resolve } = Promise.withResolvers<string>();
  const write = (text: string): void => {
    written.push(text);
    if (written.length === 3) resolve("done");
  };
  const working = showProgress("Starting", () => promise, write, 1);
  assert.deepEqual(written, ["Starting ..."]);
  assert.equal(await working, "done");
  assert.match(written.join(""), /^Starting \.\.\.(?: \d+ s \.\.\.){2,}\n$/);
});

it("ends its line when the work fails", async () => {
  const written: string[] = [];
  const failing = showProgress(
    "Starting",
    () => Promise.reject(new Error("no")),
    (text) => written.push(text),
  );
  await assert.rejects(failing, /no/);
  assert.equal(written.join(""), "Starting ...\n");
});
