// Plain JavaScript, no dependencies: this runs under the machine's own Node before anything is installed.

/** A failure that the person at the keyboard can do something about: `message` says what to do. */
export class SetupError extends Error {
  /** @override */
  name = "SetupError";
}

/** How often a step that takes long says so, in ms. */
const sayEvery = 5_000;

/**
 * Runs one step and prints one line for it: its title at once, its time every five seconds and at the end.
 *
 * @template T
 * @param {string} title
 * @param {() => Promise<T>} run
 * @param {number} [every] how often it says how long it has taken, in ms
 * @returns {Promise<T>}
 */
export async function step(title, run, every = sayEvery) {
  const started = performance.now();
  process.stdout.write(`${title} … `);
  const timer = setInterval(() => process.stdout.write(`${seconds(started)} … `), every);
  try {
    const result = await run();
    process.stdout.write(`${seconds(started)}\n`);
    return result;
  } catch (error) {
    process.stdout.write(`failed after ${seconds(started)}\n`);
    throw error;
  } finally {
    clearInterval(timer);
  }
}

/**
 * @param {number} started a `performance.now()`
 * @returns {string} the time since then, as `6.8 s`
 */
export function seconds(started) {
  return `${((performance.now() - started) / 1000).toFixed(1)} s`;
}
