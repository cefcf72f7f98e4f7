import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { inspect } from "node:util";
import { getTimeline } from "../lexicons/app/bsky/feed/getTimeline.ts";
import { createClient } from "../xrpc/client/createClient.ts";
import { AuthError } from "./errors/AuthError.ts";
import { resume } from "./resume.ts";
import { createMemoryStore } from "./stores/createMemoryStore.ts";
import type { SessionStore } from "./stores/SessionStore.ts";
import { begin } from "./testing/begin.ts";
import { code, did, FakePds, network, pds, refreshes, service } from "./testing/FakePds.ts";

describe("a saved session", () => {
  it("goes on without a call, at the account's server", async () => {
    const { server, session } = await begin();
    const again = await resume(session.export(), { network, fetch: server.fetch });
    assert.equal(server.asked.length, 1);
    assert.deepEqual([again.did, again.handle, again.pds], [did, "alice.example.com", pds]);
    server.expire();
    let saved = "";
    again.on("refreshed", () => {
      saved = again.export();
    });
    await getTimeline(createClient({ session: again, network }));
    await getTimeline(createClient({ session: await resume(saved, { network, fetch: server.fetch }), network }));
    assert.equal(server.count(refreshes), 1);
  });

  it("that is none is refused, and not repeated", async () => {
    const { session } = await begin();
    const good = session.export();
    const { accessJwt: _, ...lacking } = JSON.parse(good);
    for (const bad of [
      "",
      "null",
      "[]",
      "CANARY",
      good.slice(0, -1),
      JSON.stringify(lacking),
      good.replace('"v":1', '"v":2'),
      good.replace(did, "x"),
      good.replace('"accessJwt":"', '"accessJwt":"CANARY\\n'),
      good.replace('"refreshJwt":"', '"refreshJwt":"CANARY '),
    ]) {
      const refused = (error: unknown): true => {
        assert.ok(error instanceof AuthError);
        assert.equal(error.code, "invalid_session");
        assert.doesNotMatch(inspect(error, { depth: null }), /CANARY/);
        return true;
      };
      await assert.rejects(resume(bad), refused);
      await assert.rejects(resume({ store: { get: () => bad, swap: () => false }, did }), refused);
    }
  });

  it("gives its tokens to no server that must not get any", async () => {
    const { server, session } = await begin();
    const state = JSON.parse(session.export());
    for (const where of ["service", "pds"]) {
      for (const url of ["http://pds.example.com", "http://8.8.8.8", "https://10.0.0.1", "https://pds.example.com/x"]) {
        const exported = JSON.stringify({ ...state, [where]: url });
        await assert.rejects(resume(exported, { network, fetch: server.fetch }), code("invalid_service"), url);
        const store = createMemoryStore();
        await store.swap(did, undefined, exported);
        await assert.rejects(resume({ store, did }, { network, fetch: server.fetch }), code("invalid_service"));
        // Nor is it taken over from there, by a session that goes on.
        const other = await resume(session.export(), { network, fetch: server.fetch });
        await other.refresh();
        const own = await resume(other.export(), { network, fetch: server.fetch, store });
        await store.swap(did, await store.get(did), exported);
        await own.refresh();
        assert.equal(own.pds, pds);
      }
    }
    assert.deepEqual([...new Set(server.asked.map(({ origin }) => origin))], [service]);
    const local = JSON.stringify({ ...state, pds: "http://localhost:2583" });
    assert.equal((await resume(local, { network })).pds, "http://localhost:2583");
    const near = JSON.stringify({ ...state, pds: "http://10.0.0.1:2583" });
    assert.equal((await resume(near, { network: { ...network, allowHttp: true } })).pds, "http://10.0.0.1:2583");
  });

  it("is in time where its store is not", async () => {
    const { session } = await begin();
    const silent = (): Promise<never> => new Promise(() => {});
    const store: SessionStore = { get: silent, swap: silent, lock: silent };
    const options = { network, storeTimeout: 50 };
    await assert.rejects(resume({ store, did }, options), (error: Error) => {
      assert.match(String(error.cause), /get did not answer within 50 ms/);
      return code("store_failed")(error);
    });
    const started = performance.now();
    const again = await resume(session.export(), { ...options, store });
    assert.ok(performance.now() - started < 1_000);
    const told = new Promise((resolve) => again.on("error", resolve));
    code("store_failed")(await told);
  });

  it("that is kept in a store goes on without a call, and stays there", async () => {
    const store = createMemoryStore();
    const { server } = await begin(new FakePds(), store);
    const options = { network, fetch: server.fetch };
    assert.equal(await resume({ store, did: "did:plc:bbbbbbbbbbbbbbbbbbbbbbbb" }, options), undefined);
    const session = await resume({ store, did }, options);
    assert.ok(session);
    assert.equal(server.asked.length, 1);
    assert.deepEqual([session.did, session.pds, session.export()], [did, pds, await store.get(did)]);
    await session.refresh();
    assert.equal(await store.get(did), session.export());
  });

  it("is renewed ahead of time, also without a store", async (test) => {
    test.mock.timers.enable({ apis: ["Date"], now: 5_000_000_000_000 });
    const { server, session } = await begin();
    test.mock.timers.tick(7_200_000 - 30_000);
    const again = await resume(session.export(), { network, fetch: server.fetch });
    const refreshed = new Promise<void>((resolve) => void again.on("refreshed", resolve));
    // With the token that is still good, while the new one is made.
    await getTimeline(createClient({ session: again, network }));
    await refreshed;
    await getTimeline(createClient({ session: again, network }));
    assert.deepEqual(
      server.asked.map(
        ({ nsid, authorization }) => `${nsid.split(".").at(-1)} ${authorization?.split("CANARY").at(-1)}`,
      ),
      ["createSession undefined", "getTimeline -access-1", "refreshSession -refresh-1", "getTimeline -access-2"],
    );
  });

  it("is kept in the store of the options from then on", async () => {
    const { server, session } = await begin();
    const store = createMemoryStore();
    const again = await resume(session.export(), { network, fetch: server.fetch, store });
    assert.equal(await store.get(did), session.export());
    await again.refresh();
    assert.notEqual(await store.get(did), session.export());
    assert.equal(await store.get(did), again.export());
    // From one store into another, too.
    const second = createMemoryStore();
    const moved = await resume({ store, did }, { network, fetch: server.fetch, store: second });
    await moved?.refresh();
    assert.equal(await second.get(did), moved?.export());
    assert.equal(await store.get(did), again.export());
  });

  it("does not replace newer tokens in the store, and goes on with them", async (test) => {
    test.mock.timers.enable({ apis: ["Date"], now: 5_000_000_000_000 });
    const store = createMemoryStore();
    const { server, session } = await begin(new FakePds(), store);
    const old = session.export();
    test.mock.timers.tick(10_000);
    await session.refresh();
    const newer = session.export();
    server.validAccess.delete(1);
    server.validRefresh.delete(1);
    const again = await resume(old, { network, fetch: server.fetch, store });
    assert.equal(await store.get(did), newer);
    await getTimeline(createClient({ session: again, network }));
    assert.equal(again.export(), newer);
    assert.equal(server.count(refreshes), 1);
  });

  it("survives a store that fails where it is taken in, but cannot be had from one", async () => {
    const { server, session } = await begin();
    const fail = (): never => {
      throw new Error(`out of order: ${session.export()}`);
    };
    const store: SessionStore = { get: fail, swap: fail };
    const again = await resume(session.export(), { network, fetch: server.fetch, store });
    const errors: string[] = [];
    again.on("error", ({ code }) => errors.push(code));
    await getTimeline(createClient({ session: again, network }));
    assert.deepEqual([...new Set(errors)], ["store_failed"]);
    await assert.rejects(resume({ store, did }), (error) => {
      assert.doesNotMatch(inspect(error, { depth: null, showHidden: true }), /CANARY/);
      return code("store_failed")(error);
    });
  });

  it("of another account is not taken for that of the account", async () => {
    const { session } = await begin();
    const other = "did:plc:bbbbbbbbbbbbbbbbbbbbbbbb";
    const store = createMemoryStore();
    await store.swap(other, undefined, session.export());
    await assert.rejects(resume({ store, did: other }), code("invalid_session"));
  });

  it("is not waited for longer than its signal lets it", async () => {
    const { session } = await begin();
    const slow = new Promise<never>(() => {});
    const store: SessionStore = { get: () => slow, swap: () => slow };
    const options = { signal: AbortSignal.timeout(20), storeTimeout: 1_000 };
    await assert.rejects(resume({ store, did }, options), code("aborted"));
    await assert.rejects(resume(session.export(), { ...options, store }), code("aborted"));
  });
});
