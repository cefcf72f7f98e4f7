import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { inspect } from "node:util";
import { getTimeline } from "../../lexicons/app/bsky/feed/getTimeline.ts";
import { createClient } from "../../xrpc/client/createClient.ts";
import type { SessionLike } from "../../xrpc/contract/SessionLike.ts";
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

describe("the secrets of sessions", () => {
  it("are known to errors, and black out what a server gives back", async () => {
    const { client } = await begin();
    const given = ["CANARY-first-token", "CANARY-second-token"];
    const echo = async (_: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
      const sent = new Headers(init?.headers).get("authorization") ?? "";
      return Response.json({ error: "Odd", message: `not ${sent}, nor ${sent.slice(9)}` }, { status: 400 });
    };
    const options = { service: pds, network, fetch: echo };
    let asked = 0;
    const sessions: Record<string, SessionLike> = {
      fixed: bearerSession({ ...options, token: "CANARY-fixed-token" }),
      asked: bearerSession({ ...options, token: () => given[asked++] ?? "" }),
      admin: adminSession({ ...options, password: "CANARY-pässwörd" }),
      service: serviceSession(client, { ...options, aud: "did:web:feeds.example.com" }),
    };
    const shown: string[] = [];
    for (const session of Object.values(sessions)) {
      const call = getTimeline(createClient({ session, network }), {}, { retry: false });
      const error: unknown = await call.catch((thrown: unknown) => thrown);
      code("xrpc_error")(error);
      shown.push(inspect(error, { depth: null, showHidden: true }), JSON.stringify(error));
    }
    assert.doesNotMatch(shown.join(), /CANARY|service-\d|Q0FOQVJZ/);
    const secrets = Object.entries(sessions).map(([name, session]) => [name, session["~secrets"]?.()]);
    const basic = Buffer.from("admin:CANARY-pässwörd").toString("base64");
    assert.deepEqual(Object.fromEntries(secrets), {
      fixed: ["CANARY-fixed-token"],
      asked: [given[0]],
      admin: ["CANARY-pässwörd", basic],
      service: ["service-2"],
    });
    await sessions.asked?.fetchHandler("/xrpc/a.b.c", {});
    assert.deepEqual(sessions.asked?.["~secrets"]?.(), [given[1], given[0]]);
  });

  it("that cannot be sent are refused, and not shown", async () => {
    const { fetch, asked } = new FakePds();
    const shown = (error: unknown): string =>
      `${inspect(error, { depth: null, showHidden: true })} ${JSON.stringify(error)} ${String(error)}`;
    for (const bad of [
      "CANARY\nx",
      "CANARY\r\nevil: 1",
      "CANARY x",
      "CANARY\u20ac",
      "CANARY\u0000",
      "",
      "\n",
      5,
      undefined,
    ]) {
      const token = bad as string;
      const refused = (error: unknown): boolean => {
        assert.doesNotMatch(shown(error), /CANARY/);
        assert.equal((error as { option?: string }).option, "token");
        return code("invalid_option")(error);
      };
      assert.throws(() => bearerSession({ token, network, fetch }), refused);
      const late = bearerSession({ token: () => token, network, fetch });
      await assert.rejects(getTimeline(createClient({ session: late, network }), {}, { retry: false }), refused);
    }
    for (const password of ["", undefined, 5]) {
      const options = { service: pds, password: password as string, network };
      assert.throws(() => adminSession(options), { code: "invalid_option", option: "password" });
    }
    assert.equal(asked.length, 0);
    // As a file has it.
    const server = new FakePds();
    server.tokens();
    const session = bearerSession({ token: `${server.token("access")}\n`, network, fetch: server.fetch });
    assert.equal(session.did, did);
    await getTimeline(createClient({ session, network }));

    const foreign = createClient({ session: { did, fetchHandler: async () => Response.json({ token: "CANARY\nx" }) } });
    const aud = { service: "https://feeds.example.com", aud: "did:web:feeds.example.com", network, fetch };
    const served = createClient({ session: serviceSession(foreign, aud), network });
    await assert.rejects(getTimeline(served, {}, { retry: false }), (error) => {
      assert.doesNotMatch(shown(error), /CANARY/);
      return code("invalid_session")(error);
    });
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
