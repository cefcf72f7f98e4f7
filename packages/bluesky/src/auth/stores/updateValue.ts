import type { SessionStore } from "./SessionStore.ts";

/** How often a value is written that others keep changing. */
const ATTEMPTS = 5;

/**
 * Changes a value of a store, also where others change it at the same time.
 *
 * @param change makes of what is there what is to be there: the same to leave it, `undefined` to delete it
 */
export async function updateValue(
  store: SessionStore,
  key: string,
  change: (current: string | undefined) => string | undefined,
): Promise<void> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const current = await store.get(key);
    const next = change(current);
    if (next === current || (await store.swap(key, current, next))) return;
  }
  throw new Error("the value keeps changing");
}
