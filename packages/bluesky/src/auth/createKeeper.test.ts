import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { BlueskyError } from "../errors/BlueskyError.ts";
import { createKeeper } from "./createKeeper.ts";
import { createMemoryStore } from "./createMemoryStore.ts";
import { formatState, type SessionState } from "./SessionState.ts";
import type { SessionStore } from "./SessionStore.ts";

const did = "did:plc:aaaaaaaaaaaaaaaaaaaaaaaa";
const url = "https://pds.example.com";

/** A session whose tokens were made at some second. */
function made(iat: number, refreshJwt = token(iat)): SessionState {
  return { did, handle: "alice.example.com", service: url, pds: url, accessJwt: token(iat), refreshJwt };
}

function token(iat: number): string {
  return `eyJ0.${btoa(JSON.stringify({ iat, exp: iat + 7200 })).replaceAll("=", "")}.signature`;
}

/** A keeper on a store that fails while it is broken, and waits at writes while it is held. */
function begin(memory: SessionStore = createMemoryStore()) {
  const state = { broken: false, failures: 0, writes: 0, held: undefined as Promise<void> | undefined };
  const store: SessionStore = {
    ...memory,
    swap: async (...of) => {
      state.writes++;
      await state.held;
      if (state.broken || state.failures-- > 0) throw new Error("out of order");
      return memory.swap(...of);
    },
  };
  const reports: string[] = [];
  const keeper = createKeeper(store, did, ({ code }: BlueskyError) => reports.push(code));
  return { keeper, memory, reports, state };
}

const now = Math.floor(Date.now() / 1000);
const [old, mine, newer] = [made(now - 20), made(now - 10), made(now)];
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));

describe("a keeper, after a store that failed", () => {
  it("stores what it could not, once for all who ask, and no more often than once a second", async () => {
    const { keeper, memory, reports, state } = begin();
    state.broken = true;
    await keeper.save(mine);
    for (let call = 0; call < 10; call++) keeper.retry(mine);
    await settled();
    for (let call = 0; call < 10; call++) keeper.retry(mine);
    await settled();
    assert.deepEqual([reports, state.writes], [["store_failed", "store_failed"], 2]);
    state.broken = false;
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    keeper.retry(mine);
    await settled();
    assert.equal(await memory.get(did), formatState(mine));
  });

  it("does not replace newer tokens of somebody else", async () => {
    const { keeper, memory, state } = begin();
    await keeper.save(old);
    state.broken = true;
    await keeper.save(mine);
    state.broken = false;
    await memory.swap(did, formatState(old), formatState(newer));
    keeper.retry(mine);
    await settled();
    assert.equal(await memory.get(did), formatState(newer));
  });

  it("does not replace its own newer tokens, however long the old ones take", async () => {
    const { keeper, memory, state } = begin();
    state.broken = true;
    await keeper.save(old);
    state.broken = false;
    const { promise, resolve } = Promise.withResolvers<void>();
    state.held = promise;
    keeper.retry(old);
    const saved = keeper.save(newer);
    await settled();
    resolve();
    await saved;
    assert.equal(await memory.get(did), formatState(newer));
  });

  it("does not come back to old tokens whose second try failed, too", async () => {
    const { keeper, memory, reports, state } = begin();
    state.failures = 2;
    await keeper.save(old);
    keeper.retry(old);
    await keeper.save(newer);
    assert.deepEqual([reports.length, await memory.get(did)], [2, formatState(newer)]);
    keeper.retry(newer);
    await settled();
    assert.deepEqual([state.writes, await memory.get(did)], [3, formatState(newer)]);
  });

  it("deletes a session that was logged out, and no other one", async () => {
    for (const [stored, left] of [
      [mine, undefined],
      [newer, formatState(newer)],
    ] as const) {
      const { keeper, memory, state } = begin();
      await keeper.save(mine);
      state.broken = true;
      await keeper.save(undefined);
      state.broken = false;
      await memory.swap(did, formatState(mine), formatState(stored));
      keeper.retry(mine);
      await settled();
      assert.equal(await memory.get(did), left);
    }
  });
});

describe("a keeper whose session is no longer in the store", () => {
  const refuse = (): Promise<void> => assert.fail("it refreshed");

  it("does not refresh it", async () => {
    const memory = createMemoryStore();
    await memory.swap(did, undefined, formatState(mine));
    for (const store of [memory, { ...memory, lock: undefined }]) {
      await memory.swap(did, await memory.get(did), formatState(mine));
      const { lock, ...others } = store;
      const keeper = createKeeper(lock ? store : others, did, () => assert.fail("it reported"));
      await settled();
      await memory.swap(did, formatState(mine), undefined);
      await assert.rejects(keeper.alone(refuse), { code: "session_closed" });
    }
  });

  it("does not store it again, where it went away in a refresh", async () => {
    const { keeper, memory } = begin();
    await keeper.save(mine);
    await keeper.alone(async () => {
      await memory.swap(did, formatState(mine), undefined);
      await keeper.save(newer);
    });
    assert.equal(await memory.get(did), undefined);
  });

  it("stores one that begins, whatever was there", async () => {
    const memory = createMemoryStore();
    await memory.swap(did, undefined, formatState(old));
    const { keeper } = begin(memory);
    await settled();
    await memory.swap(did, formatState(old), undefined);
    await keeper.save(mine);
    assert.equal(await memory.get(did), formatState(mine));
  });

  it("refreshes and stores one that never was there, or could not be stored", async () => {
    const resumed = begin();
    await resumed.keeper.alone(() => resumed.keeper.save(newer));
    assert.equal(await resumed.memory.get(did), formatState(newer));
    const failed = begin();
    failed.state.broken = true;
    await failed.keeper.save(mine);
    failed.state.broken = false;
    await failed.keeper.alone(() => failed.keeper.save(newer));
    assert.equal(await failed.memory.get(did), formatState(newer));
  });
});

describe("a keeper whose clock is not the server's", () => {
  it("says in the session by how much, for whoever resumes it", async () => {
    for (const minutes of [-10, 0, 10]) {
      const { keeper, memory } = begin();
      await keeper.save(made(now + minutes * 60));
      const stored = JSON.parse((await memory.get(did)) ?? "");
      assert.equal(Math.round((stored.ahead ?? 0) / 60_000) + minutes, 0);
      const [soon, later] = [30, 90].map((seconds) => ({
        ...stored,
        accessJwt: token(now + minutes * 60 - 7200 + seconds),
      }));
      assert.deepEqual([begin().keeper.isDue(soon), begin().keeper.isDue(later)], [true, false]);
    }
  });

  it("lets everyone wait for a refresh that is due, and asks no more when it has failed", async () => {
    const { keeper } = begin();
    const due = made(now - 7200);
    assert.equal(keeper.isDue(due), true);
    const refresh = keeper.alone(async () => {
      await settled();
      throw new Error("no network");
    });
    assert.equal(keeper.isDue(due), true);
    await assert.rejects(refresh);
    assert.equal(keeper.isDue(due), false);
  });
});
