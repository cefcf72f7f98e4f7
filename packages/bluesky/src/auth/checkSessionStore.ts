import { BlueskyError } from "../errors/BlueskyError.ts";
import type { SessionStore } from "./SessionStore.ts";

/** Options of {@link checkSessionStore}. */
export interface CheckSessionStoreOptions {
  /** The key that is written to; it must be free. @default a new one */
  readonly key?: string | undefined;
}

/**
 * Checks that a store keeps its contract: what it is given it gives back, it swaps only what is expected, one writer of many
 * wins, and its lock lets one in at a time, whatever that one does.
 *
 * @param open makes a store. It is called several times: all that it makes share what they keep, as two processes would
 * @throws BlueskyError `store_nonconforming`, with everything that is wrong
 * @example
 * ```ts
 * test("my store", () => checkSessionStore(() => createMyStore(url)));
 * ```
 */
export async function checkSessionStore(
  open: () => SessionStore | Promise<SessionStore>,
  { key = `did:web:check-${Math.random().toString(36).slice(2)}.example.com` }: CheckSessionStoreOptions = {},
): Promise<void> {
  const [first, second] = [await open(), await open()];
  const wrong: string[] = [];
  const check = (holds: boolean, what: string): void => {
    if (!holds) wrong.push(what);
  };

  check((await first.get(key)) === undefined, "get gives undefined for a key that was never written");
  check((await first.swap(key, "x", "a")) === false, "swap refuses where there is no value but one is expected");
  check((await first.swap(key, undefined, "a")) === true, "swap writes where nothing is expected and nothing is");
  check((await second.get(key)) === "a", "what one has written, another reads");
  check((await second.swap(key, undefined, "b")) === false, "swap refuses where nothing is expected but a value is");
  check((await second.swap(key, "b", "c")) === false, "swap refuses where another value is expected");
  check((await first.get(key)) === "a", "a swap that is refused changes nothing");
  const long = JSON.stringify({ text: "ü€😀 \u0000\n".repeat(2_000) });
  check((await second.swap(key, "a", long)) === true, "swap writes where the value is as expected");
  check((await first.get(key)) === long, "long values and any characters come back as they were");
  check((await first.get(`${key}.`)) === undefined, "keys that look alike are apart");

  const writers = Array.from({ length: 8 }, (_, n) => (n % 2 ? first : second).swap(key, long, `writer ${n}`));
  check((await Promise.all(writers)).filter(Boolean).length === 1, "of many swaps of one value, one wins");
  check((await first.swap(key, await first.get(key), undefined)) === true, "swap deletes");
  check((await second.get(key)) === undefined, "what one has deleted, another does not read");

  if (first.lock && second.lock) {
    const { inside, order } = await enterMany(first, second, key);
    check(inside === 1, "the lock lets one in at a time");
    check(order === 8, "everyone gets into the lock in the end");
    check((await first.lock(key, async () => "value")) === "value", "lock gives what the function gives");
    const thrown = new Error("thrown inside");
    const caught = await first.lock(key, () => Promise.reject(thrown)).catch((error: unknown) => error);
    check(caught === thrown, "lock throws what the function throws");
    check(await second.lock(key, async () => true), "the lock is free again after a function that throws");
    const apart = first.lock(key, async () => second.lock?.(`${key}.`, async () => true));
    check((await apart) === true, "the locks of two keys are apart");
    const swapped = await first.lock(key, async () => first.swap(key, undefined, "inside"));
    check(swapped && (await first.swap(key, "inside", undefined)), "swap works inside of the lock");
  }
  if (wrong.length > 0) {
    throw new BlueskyError(
      "store_nonconforming",
      `The store does not keep its contract. Expected: ${wrong.join("; ")}.`,
    );
  }
}

/** How many were inside of a lock at once, at most, and how many were in the end. */
async function enterMany(
  first: SessionStore,
  second: SessionStore,
  key: string,
): Promise<{ inside: number; order: number }> {
  let now = 0;
  let inside = 0;
  let order = 0;
  const visit = async (): Promise<void> => {
    inside = Math.max(inside, ++now);
    await new Promise((resolve) => setTimeout(resolve, 2));
    now--;
    order++;
  };
  await Promise.all(Array.from({ length: 8 }, (_, n) => (n % 2 ? first : second).lock?.(key, visit)));
  return { inside, order };
}
