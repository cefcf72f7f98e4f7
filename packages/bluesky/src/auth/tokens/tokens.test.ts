import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { getTimeline } from "../../lexicons/app/bsky/feed/getTimeline.ts";
import { createClient } from "../../xrpc/client/createClient.ts";
import { begin } from "../testing/begin.ts";
import { code, did, FakePds, network, pds, service } from "../testing/FakePds.ts";
import { adminSession } from "./adminSession.ts";
import { bearerSession } from "./bearerSession.ts";
import { createServiceAuth } from "./createServiceAuth.ts";
import { decodeClaims } from "./decodeClaims.ts";
import { serviceSession } from "./serviceSession.ts";

describe("sessions with tokens of others", () => {
  it("send a bearer, fixed or asked for each time", async () => {
    const server = new FakePds();
    server.tokens();
    const token = server.token("access");
    const fixed = bearerSession({ token, network, fetch: server.fetch });
    assert.equal(fixed.did, did);
    await getTimeline(createClient({ session: fixed, network }));
    let asked = 0;
    const session = bearerSession({
      token: async () => {
        asked++;
        return token;
      },
      service: pds,
      network,
      fetch: server.fetch,
    });
    const client = createClient({ session, network });
    await getTimeline(client);
    await getTimeline(client);
    assert.equal(asked, 2);
    assert.deepEqual(
      server.asked.map(({ origin }) => origin),
      [service, pds, pds],
    );
    server.expire();
    await assert.rejects(getTimeline(client), code("auth_expired"));
    assert.equal(bearerSession({ token: "opaque" }).did, undefined);
    assert.equal(bearerSession({ token: () => token }).did, undefined);
    assert.equal(bearerSession({ token: () => token, did }).did, did);
  });

  it("send an administrator's password, in any script", async () => {
    const server = new FakePds();
    const session = adminSession({ service: pds, password: "pässwörd", network, fetch: server.fetch });
    server.before = () => Response.json({});
    await session.fetchHandler("/xrpc/com.atproto.admin.getAccountInfo", {});
    const sent = Buffer.from(server.asked[0]?.authorization?.replace("Basic ", "") ?? "", "base64").toString();
    assert.equal(sent, "admin:pässwörd");
    assert.equal(session.did, undefined);
  });

  it("make service tokens, and keep them until they are about to expire", async (test) => {
    const { server, client } = await begin();
    test.mock.timers.enable({ apis: ["Date"], now: Date.now() });
    const serviceAuth = createServiceAuth(client);
    const made = (): number => server.count("com.atproto.server.getServiceAuth");
    const first = await serviceAuth({ aud: "did:web:feeds.example.com", lxm: "app.bsky.feed.getFeedSkeleton" });
    assert.equal(await serviceAuth({ aud: "did:web:feeds.example.com", lxm: "app.bsky.feed.getFeedSkeleton" }), first);
    assert.equal(made(), 1);
    await serviceAuth({ aud: "did:web:feeds.example.com", lxm: "app.bsky.feed.describeFeedGenerator" });
    await serviceAuth({ aud: "did:web:other.example.com", lxm: "app.bsky.feed.getFeedSkeleton" });
    assert.equal(made(), 3);
    test.mock.timers.tick(51_000);
    await serviceAuth({ aud: "did:web:feeds.example.com", lxm: "app.bsky.feed.getFeedSkeleton" });
    assert.equal(made(), 4);
  });

  it("call a service with tokens for the operation called", async () => {
    const { server, client } = await begin();
    const seen: (string | null)[] = [];
    const fetch = async (_: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
      seen.push(new Headers(init?.headers).get("authorization"));
      return Response.json({ feed: [] });
    };
    const session = serviceSession(client, {
      service: "https://feeds.example.com",
      aud: "did:web:feeds.example.com",
      network,
      fetch,
    });
    assert.equal(session.did, did);
    await getTimeline(createClient({ session, network }));
    assert.match(seen[0] ?? "", /^Bearer service-\d+$/);
    assert.equal(server.count("com.atproto.server.getServiceAuth"), 1);
  });

  it("are of the account of their client, once that is known", async () => {
    const late = { did: undefined as string | undefined, fetchHandler: async () => new Response() };
    const aud = { service: "https://feeds.example.com", aud: "did:web:feeds.example.com", network };
    const session = serviceSession(createClient({ session: late, network }), aud);
    assert.equal(session.did, undefined);
    late.did = did;
    assert.equal(session.did, did);
  });
});

describe("decodeClaims", () => {
  it("reads what a token says of itself, in any script", () => {
    const claims = { sub: did, name: "Zoë ÿþ~~~ ≥ ÿÿÿ?>" };
    const payload = Buffer.from(JSON.stringify(claims)).toString("base64url");
    assert.match(payload, /[-_]/, "letters that base 64 has not");
    assert.deepEqual(decodeClaims(`eyJ0.${payload}.signature`), claims);
  });

  it("reads nothing from what is no token", () => {
    for (const text of ["", "opaque", "a.b.c", "a.bnVsbA.c", "a.e30=.c", "a.!!!.c"])
      assert.deepEqual(decodeClaims(text), {}, text);
  });
});
