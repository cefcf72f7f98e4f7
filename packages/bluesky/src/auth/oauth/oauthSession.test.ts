import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { inspect } from "node:util";
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

  it("says that the session has ended as others do, and sends nothing", async () => {
    class TokenRefreshError extends Error {}
    class AuthMethodUnsatisfiableError extends Error {}
    for (const kind of [TokenRefreshError, AuthMethodUnsatisfiableError]) {
      for (const thrown of [new kind("CANARY"), new Error("locked", { cause: new kind("CANARY") })]) {
        const session = oauthSession({ sub: did, fetchHandler: () => Promise.reject(thrown) });
        await assert.rejects(getTimeline(createClient({ session, network })), (error) => {
          assert.doesNotMatch(inspect(error, { depth: null, showHidden: true }), /CANARY/);
          return code("session_expired")(error);
        });
        await assert.rejects(session.fetchHandler("/xrpc/a.b.c", {}), code("session_expired"));
      }
    }
    const other = oauthSession({ sub: did, fetchHandler: () => Promise.reject(new TypeError("fetch failed")) });
    await assert.rejects(getTimeline(createClient({ session: other, network }), {}, { retry: false }), {
      code: "network_error",
    });
  });

  it("takes a session that has ended for logged out, and gives other failures as errors of a call", async () => {
    class TokenRevokedError extends Error {}
    const fetchHandler = async (): Promise<Response> => new Response();
    await oauthSession({ sub: did, fetchHandler, signOut: () => Promise.reject(new TokenRevokedError()) }).logout();
    const signOuts = [
      () => Promise.reject(new Error("disk full")),
      () => {
        throw new Error("disk full");
      },
    ];
    for (const signOut of signOuts) {
      await assert.rejects(oauthSession({ sub: did, fetchHandler, signOut }).logout(), {
        code: "network_error",
        message: /sign out: disk full/,
      });
    }
  });

  it("does not wait for a logout for ever", async (test) => {
    test.mock.timers.enable({ apis: ["setTimeout"] });
    const silent = { sub: did, fetchHandler: async () => new Response(), signOut: () => new Promise<void>(() => {}) };
    const out = assert.rejects(oauthSession(silent).logout(), { code: "timeout", after: 30_000 });
    test.mock.timers.tick(30_000);
    await out;
  });
});
