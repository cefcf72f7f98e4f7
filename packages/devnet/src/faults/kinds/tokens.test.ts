/** Faults of sessions, on a server that counts its tokens. `faults.e2e.test.ts` shows them on a real PDS. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { startTarget, type Target } from "../../../test/faultsTarget.ts";
import { decodeJwt, signJwt } from "../../tokens/signJwt.ts";
import * as faults from "../faults.ts";

const now = Math.floor(Date.now() / 1000);

/** Answers `createSession` and `refreshSession` with tokens; everything else with the credentials that came. */
async function startServer(): Promise<Target> {
  let count = 0;
  const token = (scope: string) => signJwt({}, { scope, iat: now, exp: now + 7200, jti: String(++count) }, "secret");
  return startTarget((incoming, response) => {
    const issues = /createSession|refreshSession/.test(incoming.url ?? "");
    response.writeHead(200, {
      "content-type": "application/json",
      date: new Date(now * 1000).toUTCString(),
      "ratelimit-reset": now + 60,
      "retry-after": incoming.url === "/seconds" ? "5" : new Date((now + 30) * 1000).toUTCString(),
    });
    const accessJwt = token("com.atproto.access");
    const refreshJwt = token("com.atproto.refresh");
    response.end(JSON.stringify(issues ? { accessJwt, refreshJwt } : { got: incoming.headers.authorization }));
  });
}

interface Session {
  accessJwt: string;
  refreshJwt: string;
}

async function call(target: Target, nsid: string, token?: string): Promise<{ status: number; body: unknown }> {
  const headers: Record<string, string> = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const answer = await fetch(`${target.url}/xrpc/${nsid}`, { method: "POST", headers });
  return { status: answer.status, body: await answer.json() };
}

async function login(target: Target, refreshJwt?: string): Promise<Session> {
  const name = refreshJwt === undefined ? "createSession" : "refreshSession";
  const { status, body } = await call(target, `com.atproto.server.${name}`, refreshJwt);
  assert.equal(status, 200);
  return body as Session;
}

describe("tokens", () => {
  it("have expired until they are refreshed", async () => {
    for (const status of [400, 401] as const) {
      await using target = await startServer();
      const old = await login(target);
      const rule = target.faulty.pds.add(faults.expiredTokens({ status }));
      const expired = { status, body: { error: "ExpiredToken", message: "Token has expired" } };
      assert.deepEqual(await call(target, "a.b.c", old.accessJwt), expired);
      const fresh = await login(target, old.refreshJwt);
      assert.equal((await call(target, "a.b.c", fresh.accessJwt)).status, 200);
      assert.deepEqual(await call(target, "a.b.c", old.accessJwt), expired);
      assert.equal((await call(target, "a.b.c")).status, 200);
      assert.equal(rule.hits, 2);
      // Again: what was fresh is old now.
      rule.remove();
      target.faulty.pds.add(faults.expiredTokens({ status }));
      assert.deepEqual(await call(target, "a.b.c", fresh.accessJwt), expired);
    }
  });

  it("have been revoked until there is another login", async () => {
    await using target = await startServer();
    const old = await login(target);
    const rule = target.faulty.pds.add(faults.revokedTokens());
    assert.deepEqual(await call(target, "com.atproto.server.refreshSession", old.refreshJwt), {
      status: 400,
      body: { error: "ExpiredToken", message: "Token has been revoked" },
    });
    assert.equal((await call(target, "a.b.c", old.accessJwt)).status, 200);
    const fresh = await login(target);
    await login(target, fresh.refreshJwt);
    assert.equal(rule.hits, 1);
  });

  it("are of another time where the clock is wrong, and come back as they were", async () => {
    for (const ms of [600_000, -600_000]) {
      await using target = await startServer();
      const rule = target.faulty.pds.add(faults.clockSkew(ms));
      const session = await login(target);
      for (const token of Object.values(session)) {
        const { iat, exp } = decodeJwt(token).claims;
        assert.deepEqual([iat, exp], [now + ms / 1000, now + 7200 + ms / 1000]);
      }
      const got = async () => (await call(target, "a.b.c", session.accessJwt)).body as { got: string };
      const restored = (await got()).got.replace("Bearer ", "");
      assert.notEqual(restored, session.accessJwt);
      assert.equal(decodeJwt(restored).claims.iat, now);
      rule.remove();
      assert.equal((await got()).got, `Bearer ${restored}`);
      // Faults that look at tokens see the one that the server issued.
      target.faulty.pds.add(faults.clockSkew(ms));
      target.faulty.pds.add(faults.expiredTokens());
      assert.equal((await call(target, "a.b.c", session.accessJwt)).status, 400);
      const fresh = await login(target, session.refreshJwt);
      assert.equal((await call(target, "a.b.c", fresh.accessJwt)).status, 200);
    }
  });
});

describe("a wrong clock", () => {
  it("moves dates, those of other faults too", async () => {
    await using target = await startServer();
    target.faulty.pds.add(faults.clockSkew(600_000));
    const dates = async (path: string) => {
      const { headers } = await fetch(target.url + path);
      const { date = "", "ratelimit-reset": reset, "retry-after": after = "" } = Object.fromEntries(headers);
      return [Date.parse(date) / 1000 - now, Number(reset) - now, after];
    };
    const [date, reset, after] = await dates("/");
    assert.deepEqual([date, reset, Date.parse(String(after)) / 1000 - now], [600, 660, 630]);
    assert.equal((await dates("/seconds"))[2], "5");
    target.faulty.pds.add(faults.rateLimited({ resetIn: 10, tell: ["ratelimit", "date"] }));
    const [ownDate, ownReset, ownAfter] = await dates("/");
    for (const [value, expected] of [
      [ownDate, 600],
      [ownReset, 610],
      [Date.parse(String(ownAfter)) / 1000 - now, 610],
    ] as const) {
      assert.ok(Number(value) >= expected && Number(value) < expected + 30, `${value} for ${expected}`);
    }
  });
});
