import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { inspect } from "node:util";
import type { BlueskyError } from "../../errors/BlueskyError.ts";
import { createMemoryStore } from "../stores/createMemoryStore.ts";
import type { SessionStore } from "../stores/SessionStore.ts";
import { createPersistence } from "./createPersistence.ts";
import { formatState, type SessionState } from "./SessionState.ts";

const did = "did:plc:aaaaaaaaaaaaaaaaaaaaaaaa";
const url = "https://pds.example.com";

/** A session whose tokens were made at some second. */
function made(iat: number, refreshJwt = token(iat)): SessionState {
  return { did, handle: "alice.example.com", service: url, pds: url, accessJwt: token(iat), refreshJwt };
}

function token(iat: number): string {
  return `eyJ0.${btoa(JSON.stringify({ iat, exp: iat + 7200 })).replaceAll("=", "")}.signature`;
}

/** The persistence of a session on a store that fails while it is broken, and waits at writes while it is held. */
function begin(memory: SessionStore = createMemoryStore()) {
  const state = { broken: false, failures: 0, writes: 0, held: undefined as Promise<void> | undefined };
  const store: SessionStore = {
    ...memory,
    swap: async (...of) => {
      if (of[0] !== did) return memory.swap(...of); // An entry that leads to the session.
      state.writes++;
      await state.held;
      if (state.broken || state.failures-- > 0) throw new Error("out of order");
      return memory.swap(...of);
    },
  };
  const reports: string[] = [];
  const persistence = createPersistence(did, { store });
  persistence.listen(({ code }: BlueskyError) => reports.push(code));
  return { persistence, memory, reports, state };
}

const now = Math.floor(Date.now() / 1000);
const [old, mine, newer] = [made(now - 20), made(now - 10), made(now)];
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));

describe("a session, after a store that failed", () => {
  it("stores what it could not, once for all who ask, and no more often than once a second", async () => {
    const { persistence, memory, reports, state } = begin();
    state.broken = true;
    await persistence.begin(mine);
    for (let call = 0; call < 10; call++) persistence.saveAgain(mine);
    await settled();
    for (let call = 0; call < 10; call++) persistence.saveAgain(mine);
    await settled();
    assert.deepEqual([reports, state.writes], [["store_failed", "store_failed"], 2]);
    state.broken = false;
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    persistence.saveAgain(mine);
    await settled();
    assert.equal(await memory.get(did), formatState(mine));
  });

  it("does not replace newer tokens of somebody else", async () => {
    const { persistence, memory, state } = begin();
    await persistence.begin(old);
    state.broken = true;
    await persistence.save(mine);
    state.broken = false;
    await memory.swap(did, formatState(old), formatState(newer));
    persistence.saveAgain(mine);
    await settled();
    assert.equal(await memory.get(did), formatState(newer));
  });

  it("does not replace its own newer tokens, however long the old ones take", async () => {
    const { persistence, memory, state } = begin();
    state.broken = true;
    await persistence.begin(old);
    state.broken = false;
    const { promise, resolve } = Promise.withResolvers<void>();
    state.held = promise;
    persistence.saveAgain(old);
    const saved = persistence.save(newer);
    await settled();
    resolve();
    await saved;
    assert.equal(await memory.get(did), formatState(newer));
  });

  it("does not come back to old tokens whose second try failed, too", async () => {
    const { persistence, memory, reports, state } = begin();
    state.failures = 2;
    await persistence.begin(old);
    persistence.saveAgain(old);
    await persistence.save(newer);
    assert.deepEqual([reports.length, await memory.get(did)], [2, formatState(newer)]);
    persistence.saveAgain(newer);
    await settled();
    assert.deepEqual([state.writes, await memory.get(did)], [3, formatState(newer)]);
  });

  it("deletes a session that was logged out, and no other one", async () => {
    for (const [stored, left] of [
      [mine, undefined],
      [newer, formatState(newer)],
    ] as const) {
      const { persistence, memory, state } = begin();
      await persistence.begin(mine);
      state.broken = true;
      await persistence.remove();
      state.broken = false;
      await memory.swap(did, formatState(mine), formatState(stored));
      persistence.saveAgain(mine);
      await settled();
      assert.equal(await memory.get(did), left);
    }
  });
});

describe("a session that is no longer in its store", () => {
  const refuse = (): Promise<void> => assert.fail("it refreshed");

  it("does not refresh it", async () => {
    const memory = createMemoryStore();
    await memory.swap(did, undefined, formatState(mine));
    for (const store of [memory, { ...memory, lock: undefined }]) {
      await memory.swap(did, await memory.get(did), formatState(mine));
      const { lock, ...others } = store;
      const persistence = createPersistence(did, { store: lock ? store : others });
      persistence.listen(() => assert.fail("it reported"));
      await settled();
      await memory.swap(did, formatState(mine), undefined);
      await assert.rejects(persistence.exclusively(refuse), { code: "session_closed" });
    }
  });

  it("does not store it again, where it went away in a refresh", async () => {
    const { persistence, memory } = begin();
    await persistence.begin(mine);
    await persistence.exclusively(async () => {
      await memory.swap(did, formatState(mine), undefined);
      await persistence.save(newer);
    });
    assert.equal(await memory.get(did), undefined);
  });

  it("stores one that begins, whatever was there", async () => {
    const memory = createMemoryStore();
    await memory.swap(did, undefined, formatState(old));
    const { persistence } = begin(memory);
    await settled();
    await memory.swap(did, formatState(old), undefined);
    await persistence.begin(mine);
    assert.equal(await memory.get(did), formatState(mine));
  });

  it("is not stored again because of what leads to it, which is tried again by itself", async () => {
    const memory = createMemoryStore();
    let broken = true;
    let tries = 0;
    const store: SessionStore = {
      ...memory,
      swap(key, ...of) {
        if (key !== did && ++tries > 0 && broken) throw new Error("out of order");
        return memory.swap(key, ...of);
      },
    };
    const reports: string[] = [];
    const persistence = createPersistence(did, { store });
    persistence.listen(({ code }) => reports.push(code));
    await persistence.begin(mine);
    for (let call = 0; call < 10; call++) persistence.saveAgain(mine);
    await settled();
    assert.deepEqual([reports, tries], [["store_failed", "store_failed"], 2]);
    assert.equal(await memory.get(did), formatState(mine));
    // Somebody else logs out.
    await memory.swap(did, formatState(mine), undefined);
    broken = false;
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    persistence.saveAgain(mine);
    await settled();
    assert.ok(tries > 2);
    assert.equal(await memory.get(did), undefined);
    await assert.rejects(persistence.exclusively(refuse), { code: "session_closed" });
  });

  it("leaves alone what leads to it where it goes on", async () => {
    const keys: string[] = [];
    const memory = createMemoryStore();
    const { persistence } = begin({
      ...memory,
      get(key) {
        keys.push(key);
        return memory.get(key);
      },
    });
    await persistence.begin(mine);
    assert.ok(keys.some((key) => key !== did));
    keys.length = 0;
    await persistence.save(newer);
    await persistence.remove();
    assert.deepEqual([...new Set(keys)], [did]);
  });

  it("stores one that is taken in, unless newer tokens are there", async () => {
    for (const [stored, left] of [
      [undefined, mine],
      [old, mine],
      [newer, newer],
    ] as const) {
      const memory = createMemoryStore();
      if (stored) await memory.swap(did, undefined, formatState(stored));
      const { persistence, state } = begin(memory);
      await persistence.takeIn(mine);
      assert.equal(await memory.get(did), formatState(left));
      assert.equal(state.writes, left === mine ? 1 : 0);
    }
  });

  it("refreshes and stores one that never was there, or could not be stored", async () => {
    const resumed = begin();
    await resumed.persistence.exclusively(async () => void (await resumed.persistence.save(newer)));
    assert.equal(await resumed.memory.get(did), formatState(newer));
    const failed = begin();
    failed.state.broken = true;
    await failed.persistence.begin(mine);
    failed.state.broken = false;
    await failed.persistence.exclusively(async () => void (await failed.persistence.save(newer)));
    assert.equal(await failed.memory.get(did), formatState(newer));
  });
});

describe("a session whose clock is not the server's", () => {
  it("says in the session by how much, for whoever resumes it", async () => {
    for (const minutes of [-10, 0, 10]) {
      const { persistence, memory } = begin();
      await persistence.begin(made(now + minutes * 60));
      const stored = JSON.parse((await memory.get(did)) ?? "");
      assert.equal(Math.round((stored.ahead ?? 0) / 60_000) + minutes, 0);
      const [soon, later] = [30, 90].map((seconds) => ({
        ...stored,
        accessJwt: token(now + minutes * 60 - 7200 + seconds),
      }));
      assert.deepEqual(
        [begin().persistence.isRefreshDue(soon), begin().persistence.isRefreshDue(later)],
        [true, false],
      );
    }
  });

  it("lets everyone wait for a refresh that is due, and asks no more when it has failed", async () => {
    const { persistence } = begin();
    const due = made(now - 7200);
    assert.equal(persistence.isRefreshDue(due), true);
    const refresh = persistence.exclusively(async () => {
      await settled();
      throw new Error("no network");
    });
    assert.equal(persistence.isRefreshDue(due), true);
    await assert.rejects(refresh);
    assert.equal(persistence.isRefreshDue(due), false);
  });
});

describe("a session that waits for its turn", () => {
  it("does not wait after its signal, and does nothing twice when the turn comes", async () => {
    const memory = createMemoryStore();
    const { promise, resolve } = Promise.withResolvers<void>();
    const held = memory.lock?.(did, () => promise);
    const persistence = createPersistence(did, { store: memory });
    persistence.listen(() => assert.fail("it reported"));
    const controller = new AbortController();
    let runs = 0;
    const waiting = persistence.exclusively(async () => void runs++, controller.signal);
    await settled();
    assert.equal(runs, 0);
    controller.abort();
    await waiting;
    assert.equal(runs, 1);
    resolve();
    await held;
    await settled();
    assert.equal(runs, 1);
  });

  it("waits for what has begun, whatever its signal says, and throws what that throws", async () => {
    const persistence = createPersistence(did, { store: createMemoryStore() });
    const controller = new AbortController();
    const waiting = persistence.exclusively(async () => {
      controller.abort();
      await settled();
      throw new Error("thrown inside");
    }, controller.signal);
    await assert.rejects(waiting, { message: "thrown inside" });
  });
});

describe("what a store did wrong", () => {
  it("is told to the first who listens, once", async () => {
    const failing = createPersistence(did, {
      store: {
        get: () => undefined,
        swap() {
          throw new Error("out of order");
        },
      },
    });
    await failing.begin(mine);
    const heard: string[] = [];
    for (const name of ["first", "second"]) failing.listen(({ code }) => heard.push(`${name} ${code}`));
    assert.deepEqual(heard, []);
    await settled();
    assert.deepEqual(heard, ["first store_failed"]);
    await failing.save(newer);
    assert.deepEqual(heard, ["first store_failed", "second store_failed"]);
  });
});

describe("the error of a store", () => {
  it("shows nothing of the tokens, wherever the store's own has them, and in whatever form", async () => {
    const secret = "opaque-access-token-0123456789";
    const mine: SessionState = { ...made(now), accessJwt: secret, refreshJwt: "opaque-refresh-token-9876543210" };
    const quoting: ((text: string) => unknown)[] = [
      (text) => new Error(`cannot write ${text}`),
      (text) => new Error("cannot write", { cause: new Error(text) }),
      (text) => Object.assign(new Error("cannot write"), { request: { body: { text } } }),
      (text) => new AggregateError([new Error(text)]),
      (text) => text,
      (text) => ({ text }),
      () => new Error(`cannot write ${secret.slice(0, 20)}...`),
      () => new Error(`cannot write ...${secret.slice(-16)}`),
      () => new Error(`cannot write ${encodeURIComponent(`"${secret}"`)}`),
    ];
    for (const quote of quoting) {
      const heard: unknown[] = [];
      const swap = (_: string, __: unknown, next: string | undefined): never => {
        throw quote(next ?? "");
      };
      const persistence = createPersistence(did, { store: { get: () => undefined, swap } });
      persistence.listen((error) => heard.push(error));
      await persistence.begin(mine);
      await persistence.save({ ...mine, refreshJwt: "opaque-refresh-token-newer-1234" });
      assert.equal(heard.length, 2);
      const shown = heard.map(
        (error) => `${inspect(error, { depth: null, showHidden: true })}${JSON.stringify(error)}`,
      );
      assert.doesNotMatch(shown.join(), /opaque-access|0123456789|opaque-refresh|9876543210|newer/);
      assert.match(shown.join(), /store_failed/);
    }
  });

  it("has what the store threw as its cause, where that is no secret", async () => {
    const thrown = Object.assign(new Error("no space left"), { code: "ENOSPC" });
    const persistence = createPersistence(did, { store: { get: () => undefined, swap: () => Promise.reject(thrown) } });
    const told = new Promise<BlueskyError>((resolve) => persistence.listen(resolve));
    await persistence.begin(mine);
    assert.equal((await told).cause, thrown);
  });
});

describe("the lock of a session's store, for what is not about its tokens", () => {
  it("is another one than that for refreshes, which may happen in it", async () => {
    const { persistence } = begin();
    const log: string[] = [];
    const other = persistence.inTurn("other", async () => {
      log.push("in");
      await persistence.exclusively(async () => log.push("refresh"));
      log.push("out");
    });
    await Promise.all([other, persistence.inTurn("other", async () => log.push("next"))]);
    assert.deepEqual(log, ["in", "refresh", "out", "next"]);
  });

  it("is done without where it fails, once, and that is said", async () => {
    const memory = createMemoryStore();
    const broken: SessionStore = { ...memory, lock: () => Promise.reject(new Error("out of order")) };
    const { persistence, reports } = begin(broken);
    let runs = 0;
    assert.equal(await persistence.inTurn("other", async () => ++runs), 1);
    assert.deepEqual([runs, reports], [1, ["store_failed"]]);
    const mistake = persistence.inTurn("other", async () => assert.fail("its own mistake"));
    await assert.rejects(mistake, /its own mistake/);
  });
});
