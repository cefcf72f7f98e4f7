// Plain JavaScript, no dependencies: this runs under the machine's own Node before anything is installed.

/** A failure that the person at the keyboard can do something about: `message` says what to do. */
export class SetupError extends Error {
  /** @override */
  name = "SetupError";
}

/**
 * Runs one step and prints one line for it, with its time in seconds.
 *
 * @template T
 * @param {string} title
 * @param {() => Promise<T>} run
 * @returns {Promise<T>}
 */
export async function step(title, run) {
  const started = performance.now();
  process.stdout.write(`${title} … `);
  try {
    const result = await run();
    process.stdout.write(`${seconds(started)}\n`);
    return result;
  } catch (error) {
    process.stdout.write(`failed after ${seconds(started)}\n`);
    throw error;
  }
}

/**
 * @param {number} started a `performance.now()`
 * @returns {string} the time since then, as `6.8 s`
 */
export function seconds(started) {
  return `${((performance.now() - started) / 1000).toFixed(1)} s`;
}
