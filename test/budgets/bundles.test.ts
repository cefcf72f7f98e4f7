import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { bundle } from "./bundle.ts";
import { checkSizes } from "./checkSizes.ts";
import { measureBundle } from "./measureBundle.ts";
import { programs } from "./programs.ts";

const file = "test/budgets/sizes.json";
const recorded = readFileSync(join(import.meta.dirname, "sizes.json"), "utf8");

describe("gzipped bytes, everything that is sent and received validated", () => {
  for (const [name, { title, source, ceiling }] of Object.entries(programs)) {
    it(`of ${title} are as recorded, within one per cent, and at most ${ceiling}`, async (t) => {
      const bytes = await measureBundle(source);
      t.diagnostic(`${title}: ${bytes} bytes`);
      assert.deepEqual(checkSizes(recorded, file, { [name]: { bytes, ceiling } }), []);
    });
  }

  it("of a guard of a record bring no call along", async () => {
    const guard = await measureBundle(`export { Post } from "bluesky/app/bsky/feed";`);
    const call = await measureBundle(programs.call.source);
    assert.ok(guard < call / 2, `${guard} bytes`);
  });
});

describe("what a program does not use costs it nothing:", () => {
  for (const { title, source, unused } of Object.values(programs)) {
    it(`${title} brings nothing of that along`, async () => {
      const text = await bundle(source, { minify: false });
      const found = unused.filter((name) =>
        new RegExp(`\\b(?:function\\*?|class|const|let|var) ${name}\\b`).test(text),
      );
      assert.deepEqual(found, []);
    });
  }
});

describe("the check of sizes", () => {
  const sizes = `{
  "call": { "bytes": 1000, "reason": "the first" },
  "post": { "bytes": 1000, "reason": " " }
}`;
  const check = (name: string, bytes: number, ceiling = 2000): string[] =>
    checkSizes(sizes, "sizes.json", { [name]: { bytes, ceiling } });

  it("passes what grows by one per cent or shrinks, and reports the rest with file and line", () => {
    assert.deepEqual([...check("call", 1010), ...check("call", 900)], []);
    assert.deepEqual(check("call", 1011), [
      'sizes.json:2 "call" takes 1011 bytes, 1.1% more than the 1000 recorded: record it with `npm run sizes -- "the reason"`, or undo what made it grow',
    ]);
    assert.deepEqual(check("call", 1001, 1000), ['sizes.json:2 "call" takes 1001 bytes, above its ceiling of 1000']);
    assert.deepEqual(check("post", 1000), ['sizes.json:3 gives no reason for the size of "post"']);
    assert.deepEqual(check("class", 5), [
      'sizes.json:1 has no size of "class": record 5 bytes with `npm run sizes -- "the reason"`',
    ]);
  });
});
