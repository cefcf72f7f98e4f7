/**
 * Makes something once, and keeps it: a stream is read once, and what was read may be sent again. What failed is not kept, so that an
 * attachment can be used again after a post that was aborted.
 */
export function keepMade<T>(
  make: (signal: AbortSignal | undefined) => Promise<T>,
): (signal: AbortSignal | undefined) => Promise<T> {
  let made: Promise<T> | undefined;
  return async (signal) => {
    made ??= make(signal);
    const mine = made;
    try {
      return await mine;
    } catch (error) {
      if (made === mine) made = undefined;
      throw error;
    }
  };
}
