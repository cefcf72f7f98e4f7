import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { getTimeline } from "../../lexicons/app/bsky/feed/getTimeline.ts";
import { createClient } from "../../xrpc/client/createClient.ts";
import { code, did, network } from "../testing/FakePds.ts";
import { oauthSession } from "./oauthSession.ts";

describe("oauthSession", () => {
  it("adapts an official OAuth session", async () => {
    const paths: string[] = [];
    let out = 0;
    const official = {
      sub: did,
      fetchHandler: async (path: string) => {
        paths.push(path);
        return Response.json({ feed: [] });
      },
      signOut: async () => void out++,
    };
    const session = oauthSession(official);
    await getTimeline(createClient({ session, network }));
    await session.logout();
    assert.deepEqual([session.did, paths, out], [did, ["/xrpc/app.bsky.feed.getTimeline"], 1]);
  });

  it("does not wait for a logout longer than its signal lets it", async () => {
    const silent = { sub: did, fetchHandler: async () => new Response(), signOut: () => new Promise<void>(() => {}) };
    const controller = new AbortController();
    const out = oauthSession(silent).logout({ signal: controller.signal });
    controller.abort();
    await assert.rejects(out, code("aborted"));
    await oauthSession({ sub: did, fetchHandler: silent.fetchHandler }).logout();
  });
});
