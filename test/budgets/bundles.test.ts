import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { measureBundle } from "./measureBundle.ts";

const programs = {
  call: `
    import { createClient } from "bluesky/client";
    import { getTimeline } from "bluesky/app/bsky/feed";
    export const timeline = (session) => getTimeline(createClient({ session }), { limit: 10 });
  `,
  session: `
    import { loginTo } from "bluesky/auth";
    import { createClient } from "bluesky/client";
    import { getTimeline, Post } from "bluesky/app/bsky/feed";
    import { create } from "bluesky/records";
    export async function run(service, identifier, password) {
      const client = createClient({ session: await loginTo({ service, identifier, password }) });
      await create(client, Post, { text: "Hello", createdAt: new Date().toISOString() });
      return getTimeline(client, { limit: 10 });
    }
  `,
  class: `export { Bluesky } from "bluesky";`,
};

describe("gzipped bytes, everything that is sent and received validated", async () => {
  const call = await measureBundle(programs.call);
  const session = await measureBundle(programs.session);
  const everything = await measureBundle(programs.class);

  // Where we stand, so that it gets no worse. The goals are 8.5 and 10.6 kB.
  it(`of a client and the timeline are at most 9.7 kB: ${call}`, () => {
    assert.ok(call <= 9700, `${call} bytes`);
  });

  it(`of a login with refresh, the timeline and creating a post are at most 13.9 kB: ${session}`, () => {
    assert.ok(session <= 13_900, `${session} bytes`);
  });

  it(`of the class, with every operation, are at most 48 kB: ${everything}`, () => {
    assert.ok(everything <= 48_000, `${everything} bytes`);
  });

  it("of a guard of a record bring no call along", async () => {
    const guard = await measureBundle(`export { Post } from "bluesky/app/bsky/feed";`);
    assert.ok(guard < call / 2, `${guard} bytes`);
  });
});
