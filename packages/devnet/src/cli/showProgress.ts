/** How often it says that it is still at work, in ms. */
const interval = 5000;

/**
 * Says what is going on, and every five seconds how long it has taken, until the work is done.
 *
 * @param write - Gets the text, in pieces that make up one line.
 * @param every - How often it says how long it has taken, in ms.
 */
export async function showProgress<T>(
  title: string,
  work: () => Promise<T>,
  write: (text: string) => void,
  every: number = interval,
): Promise<T> {
  const begin = performance.now();
  write(`${title} ...`);
  const timer = setInterval(() => write(` ${Math.round((performance.now() - begin) / 1000)} s ...`), every);
  try {
    return await work();
  } finally {
    clearInterval(timer);
    write("\n");
  }
}
