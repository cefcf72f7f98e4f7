import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { measureBundle } from "./measureBundle.ts";
import { programs } from "./programs.ts";

describe("gzipped bytes, everything that is sent and received validated", async () => {
  const call = await measureBundle(programs.call);
  const session = await measureBundle(programs.session);
  const post = await measureBundle(programs.post);
  const create = await measureBundle(programs.create);
  const everything = await measureBundle(programs.class);

  // For the first three @atcute takes 8.6, 10.7 and 12.0 kB (bench/bundles.ts).
  it(`of a client and the timeline are at most 8.5 kB: ${call}`, () => {
    assert.ok(call <= 8500, `${call} bytes`);
  });

  it(`of a login with refresh, the timeline and creating a record are at most 10.6 kB: ${session}`, () => {
    assert.ok(session <= 10_600, `${session} bytes`);
  });

  it(`of the same with the post's schema are at most 11.5 kB: ${post}`, () => {
    assert.ok(post <= 11_500, `${post} bytes`);
  });

  it(`of the same, posted once whatever happens, are at most 12.4 kB: ${create}`, () => {
    assert.ok(create <= 12_400, `${create} bytes`);
  });

  it(`of the class, with every operation, are at most 48 kB: ${everything}`, () => {
    assert.ok(everything <= 48_000, `${everything} bytes`);
  });

  it("of a guard of a record bring no call along", async () => {
    const guard = await measureBundle(`export { Post } from "bluesky/app/bsky/feed";`);
    assert.ok(guard < call / 2, `${guard} bytes`);
  });
});
