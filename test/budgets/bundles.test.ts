import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { measureBundle } from "./measureBundle.ts";
import { programs } from "./programs.ts";

// For the first three @atcute takes 8.6, 10.7 and 12.0 kB (bench/bundles.ts).
describe("gzipped bytes, everything that is sent and received validated", () => {
  for (const { title, source, bound } of Object.values(programs)) {
    it(`of ${title} are at most ${bound}`, async (t) => {
      const size = await measureBundle(source);
      t.diagnostic(`${title}: ${size} bytes, at most ${bound}`);
      assert.ok(size <= bound, `${size} bytes`);
    });
  }

  it("of a guard of a record bring no call along", async () => {
    const guard = await measureBundle(`export { Post } from "bluesky/app/bsky/feed";`);
    const call = await measureBundle(programs.call.source);
    assert.ok(guard < call / 2, `${guard} bytes`);
  });
});
