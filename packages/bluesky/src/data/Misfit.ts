import { InvalidDataError, invalidData } from "./InvalidDataError.ts";

/**
 * What is thrown while data is walked through. The path is put together on the way out, so that good data costs nothing;
 * {@link attempt} makes the error of it that a caller sees.
 */
export class Misfit {
  readonly path: (string | number)[] = [];
  readonly expected: string;
  readonly received: string;
  readonly cause: unknown;

  constructor(expected: string, received: string, cause?: unknown) {
    this.expected = expected;
    this.received = received;
    this.cause = cause;
  }
}

/** Getters and proxies may throw anything; the parsers of this part throw an InvalidDataError without a path. */
export function misfitOf(error: unknown): Misfit {
  if (error instanceof Misfit) return error;
  if (error instanceof InvalidDataError) return new Misfit(error.expected, error.received);
  return new Misfit("data that can be read", "an error", error);
}

/** What to throw on, from within the entry of a container. */
export function within(error: unknown, key: string | number): Misfit {
  const misfit = misfitOf(error);
  misfit.path.unshift(key);
  return misfit;
}

/** Runs, and turns what is thrown into an InvalidDataError. */
export function attempt<T>(run: () => T): T {
  try {
    return run();
  } catch (error) {
    const { expected, received, path, cause } = misfitOf(error);
    throw invalidData({ expected, received, path, cause });
  }
}
