import assert from "node:assert/strict";
import { globSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { checkPromises } from "./checkPromises.ts";

const root = join(import.meta.dirname, "../../packages/bluesky/src");

describe("promises", () => {
  it("are waited for by somebody, in all of bluesky", () => {
    const paths = globSync("**/*.ts", { cwd: root }).map((path) => path.replaceAll("\\", "/"));
    const written = paths.filter((path) => !/^(lexicons|models)\/|\.(test|types)\.ts$|(^|\/)testing\//.test(path));
    assert.ok(written.length > 200);
    assert.deepEqual(
      checkPromises(
        written.map((path) => join(root, path)),
        root,
      ),
      [],
    );
  });
});

describe("the check", () => {
  it("finds those that nobody waits for", () => {
    const folder = join(import.meta.dirname, "fixtures/promises");
    const nobody = "nobody waits for it";
    assert.deepEqual(checkPromises([join(folder, "promises.ts")], folder), [
      `promises.ts:31 ${nobody}: send();`,
      `promises.ts:32 ${nobody}: void send()`,
      `promises.ts:33 ${nobody}: void body?.cancel()`,
      `promises.ts:34 ${nobody}: maybe();`,
      `promises.ts:35 ${nobody}: send().then(() => {});`,
      `promises.ts:36 ${nobody}: send().finally(() => {});`,
      `promises.ts:37 ${nobody}: kept?.then(() => {});`,
      "promises.ts:38 nobody waits for what it gives: async () => send()",
      `promises.ts:39 ${nobody}: body && body.cancel();`,
    ]);
  });
});
