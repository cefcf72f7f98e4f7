/**
 * Does what may fail without harm: what it throws, and what a promise that it gives rejects with, now or later, is nobody's
 * business. Whatever nobody waits for goes through here: a promise left alone ends the process when it rejects.
 *
 * @returns what it gave; undefined where it threw
 */
export function quietly<T>(run: () => T): T | undefined {
  try {
    const given = run();
    if (isThenable(given)) Promise.resolve(given).catch(() => {});
    return given;
  } catch {
    return undefined;
  }
}

/** Whether a value can be waited for, whoever made it. */
export function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === "object" && typeof (value as { then?: unknown } | null)?.then === "function";
}
