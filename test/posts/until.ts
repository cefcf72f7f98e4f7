import assert from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";

/** Waits until something is so. Private state (mutes, bookmarks, preferences) takes its own way to the AppView. */
export async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 50));
}

/** Waits until a value is the expected one. After 20 seconds the difference is an error. */
export async function becomes<T>(read: () => Promise<T>, expected: T): Promise<void> {
  for (const end = Date.now() + 20_000; Date.now() < end; ) {
    if (isDeepStrictEqual(await read(), expected)) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  assert.deepEqual(await read(), expected);
}
