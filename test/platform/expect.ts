/** What cases check with, on platforms that have no `node:assert`. */

/** Throws unless two values are the same as JSON. */
export function same(actual: unknown, expected: unknown): void {
  const [got, wanted] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (got !== wanted) throw new Error(`expected ${wanted}, got ${got}`);
}

/** Throws unless something is rejected, or thrown, with an error of the SDK that has this code. */
export async function fails(code: string, run: () => unknown): Promise<void> {
  let given: unknown;
  try {
    given = await run();
  } catch (error) {
    if (Object(error)["~bluesky"] === true && Object(error).code === code) return;
    throw error;
  }
  throw new Error(`expected ${code}, got ${JSON.stringify(given)}`);
}
