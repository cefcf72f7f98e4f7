import { after } from "../../platform/abort/after.ts";
import { type AuthError, authError } from "../errors/AuthError.ts";
import { unlessAborted } from "../errors/unlessAborted.ts";
import type { SessionStore } from "./SessionStore.ts";

/** Options of {@link checkSessionStore}. */
export interface CheckSessionStoreOptions {
  /** The key to write to. Neither it nor keys that look like it may be in use. @default a new one */
  readonly key?: string | undefined;
  /** How long the store, and taking a free lock, may take, in milliseconds. @default 5000 */
  readonly patience?: number | undefined;
  /** Ends the wait. What was written so far stays in the store. */
  readonly signal?: AbortSignal | undefined;
}

type Check = (holds: boolean, what: string) => void;

/**
 * Checks that a store behaves as sessions need it to: it returns what was stored, swaps only an expected value, lets
 * one of many concurrent writers win, keeps keys apart, and lets one caller at a time into its lock. It removes what it
 * wrote.
 *
 * @param open opens the store. It is called several times: all stores that it returns must share their data, as two
 * processes would
 * @throws {AuthError} `store_nonconforming`, with everything that is wrong
 * @throws {unknown} what the store throws
 * @example
 * ```ts
 * import { checkSessionStore } from "bluesky/auth";
 *
 * test("my store", () => checkSessionStore(() => createMyStore(url)));
 * ```
 */
export async function checkSessionStore(
  open: () => SessionStore | Promise<SessionStore>,
  options: CheckSessionStoreOptions = {},
): Promise<void> {
  const wrong = await unlessAborted(() => findFaults(open, options), options.signal, "the check of the store");
  if (wrong.length > 0) throw nonconforming(wrong);
}

/** Everything that is wrong. */
async function findFaults(
  open: () => SessionStore | Promise<SessionStore>,
  options: CheckSessionStoreOptions,
): Promise<string[]> {
  const { key = `did:web:check-${Math.random().toString(36).slice(2)}.example.com`, patience = 5_000 } = options;
  const openStore = async (): Promise<SessionStore> => timed(await inTime("opening it", open, patience), patience);
  const [first, second] = [await openStore(), await openStore()];
  const wrong: string[] = [];
  const check: Check = (holds, what) => {
    if (!holds) wrong.push(what);
  };
  await checkValues(first, second, key, check);
  await checkKeys(first, second, key, check);
  if (first.lock && second.lock) {
    await checkLock({ ...first, lock: first.lock }, { ...second, lock: second.lock }, key, check);
  }
  return wrong;
}

async function checkValues(first: SessionStore, second: SessionStore, key: string, check: Check): Promise<void> {
  check((await first.get(key)) === undefined, "get returns undefined for a key that was never written");
  check((await first.swap(key, "x", "a")) === false, "swap refuses to write if a value is expected and there is none");
  check((await first.swap(key, undefined, "a")) === true, "swap writes if no value is expected and there is none");
  check((await second.get(key)) === "a", "a value written through one store can be read through another");
  check(
    (await second.swap(key, undefined, "b")) === false,
    "swap refuses to write if no value is expected and there is one",
  );
  check((await second.swap(key, "b", "c")) === false, "swap refuses to write if another value is expected");
  check((await first.get(key)) === "a", "a refused swap changes nothing");
  const long = JSON.stringify({ text: "ü€😀 \u0000\n".repeat(2_000) });
  check((await second.swap(key, "a", long)) === true, "swap writes if the value is the expected one");
  check((await first.get(key)) === long, "long values and any characters come back as they were");

  const swaps = Array.from({ length: 8 }, async (_, n) => {
    const value = `writer ${n}`;
    return (await (n % 2 ? first : second).swap(key, long, value)) ? [value] : [];
  });
  const winners = (await Promise.all(swaps)).flat();
  check(winners.length === 1, "of many swaps of one value, one wins");
  const left = await second.get(key);
  check(winners.includes(left ?? ""), "the value of the winner is kept");
  check((await first.swap(key, left, undefined)) === true, "swap deletes");
  check((await second.get(key)) === undefined, "a value deleted through one store is gone in another");
}

/** Keys that a file system, a pattern or a limit of length may take for the same. */
async function checkKeys(first: SessionStore, second: SessionStore, key: string, check: Check): Promise<void> {
  const long = `${key}:${"long".repeat(64)}`;
  const alike = [
    ...[`${key}.`, `${key}.lock`, `${key}a`, key.slice(0, -1), key.replaceAll(":", "_"), key.replaceAll(":", "%3A")],
    ...[key.toUpperCase(), key.replaceAll(".", "-"), `${key}*`, long, `${long}er`],
    // As those of logins are.
    `login:https%3A%2F%2Fplc.example.com:https%3A%2F%2Fpds.example.com:${encodeURIComponent(key)}`,
  ];
  const keys = [key, ...new Set(alike.filter((other) => other !== key))];
  // At once: where all are kept in one piece, that loses some of them.
  await Promise.all(keys.map((other, n) => (n % 2 ? first : second).swap(other, undefined, `of ${other}`)));
  const read = (): Promise<(string | undefined)[]> => Promise.all(keys.map(async (other) => first.get(other)));
  const found = await read();
  check(
    found.every((value, n) => value === undefined || value === `of ${keys[n]}`),
    "keys that look alike are different keys",
  );
  check(!found.includes(undefined), "writes to several keys at once are all kept");
  await second.swap(key, found[0], undefined);
  const [, ...others] = await read();
  check(
    others.every((value, n) => value === found[n + 1]),
    "deleting a key does not delete others that look like it",
  );
  for (const other of keys) await second.swap(other, await second.get(other), undefined);
}

type LockingStore = SessionStore & Required<Pick<SessionStore, "lock">>;

async function checkLock(first: LockingStore, second: LockingStore, key: string, check: Check): Promise<void> {
  const { inside, entered } = await enterMany(first, second, key);
  check(inside === 1, "the lock lets one in at a time");
  check(entered === 8, "everyone gets into the lock in the end");
  // Whoever waits for it from here on would wait for a lock that is stuck.
  if (entered < 8) return;
  check((await first.lock(key, async () => "value")) === "value", "lock returns what the function returns");
  const thrown = new Error("thrown inside");
  const caught = await first.lock(key, () => Promise.reject(thrown)).catch((error: unknown) => error);
  check(caught === thrown, "lock throws what the function throws");
  const free = await second.lock(key, async () => true).catch(() => false);
  check(free, "the lock is released when the function throws");
  if (!free) return;
  const apart = first.lock(key, () => second.lock(`${key}.`, async () => true)).catch(() => false);
  check((await apart) === true, "different keys have different locks");
  const swapped = await first.lock(key, async () => first.swap(key, undefined, "inside")).catch(() => false);
  check(swapped && (await first.swap(key, "inside", undefined)), "swap works inside the lock");
}

/** The same store, given up where it does not answer, or its lock does not come. */
function timed(store: SessionStore, patience: number): SessionStore {
  const { lock } = store;
  const values: SessionStore = {
    get: (key) => inTime("get", () => store.get(key), patience),
    swap: (key, ...of) => inTime("swap", () => store.swap(key, ...of), patience),
  };
  if (!lock) return values;
  return {
    ...values,
    lock<T>(key: string, run: () => Promise<T>): Promise<T> {
      // `call` does not keep what the lock gives.
      return inTime("lock", () => lock.call(store, key, run) as Promise<T>, patience);
    },
  };
}

/**
 * @throws {AuthError} `store_nonconforming` if something is not done in time
 * @throws {unknown} what the function throws
 */
function inTime<T>(what: string, run: () => T | PromiseLike<T>, patience: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const end = after(patience, undefined, () =>
      reject(nonconforming([`${what} comes to an end, within ${patience} ms`])),
    );
    (async () => run())().then(resolve, reject).then(end);
  });
}

function nonconforming(wrong: readonly string[]): AuthError {
  return authError(
    "store_nonconforming",
    `The store does not behave as a session store must. Expected: ${wrong.join("; ")}.`,
  );
}

/** How many were inside of a lock at once, at most, and how many got in. */
async function enterMany(
  first: LockingStore,
  second: LockingStore,
  key: string,
): Promise<{ inside: number; entered: number }> {
  let now = 0;
  let inside = 0;
  let entered = 0;
  const visit = async (): Promise<void> => {
    inside = Math.max(inside, ++now);
    await new Promise((resolve) => setTimeout(resolve, 2));
    now--;
    entered++;
  };
  await Promise.allSettled(Array.from({ length: 8 }, (_, n) => (n % 2 ? first : second).lock(key, visit)));
  return { inside, entered };
}
