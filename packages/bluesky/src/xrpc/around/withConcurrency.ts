import { invalidOption } from "../../errors/InvalidOptionError.ts";
import { typeOf } from "../../errors/typeOf.ts";
import { throwIfAborted } from "../../platform/abort/throwIfAborted.ts";
import type { Around } from "../contract/Call.ts";

/** Options of {@link withConcurrency}. */
export interface ConcurrencyOptions {
  /** How many requests may be under way at once. */
  readonly limit: number;
}

/**
 * Limits how many requests run at the same time. The others wait in line: their `timeout` starts when it is their turn,
 * but their `deadline` keeps running.
 *
 * @throws {InvalidOptionError} if the limit is less than 1 or not a number
 * @example
 * ```ts
 * const client = createClient({ session, around: [withConcurrency({ limit: 6 })] });
 * ```
 */
export function withConcurrency(options: ConcurrencyOptions): Around {
  const { limit } = Object(options) as ConcurrencyOptions; // programs without types may leave it out
  if (!(limit >= 1))
    throw invalidOption(
      "limit",
      `Expected a number of at least 1 as \`limit\`, got ${typeof limit === "number" ? limit : typeOf(limit)}.`,
    );
  let free = limit;
  const line = new Set<() => void>();
  return (next) => async (call, guard) => {
    if (free > 0) free--;
    else {
      guard.arm(Infinity);
      // Whoever leaves hands the place on. Whoever gives up gets out of the line.
      await new Promise<void>((resolve, reject) => {
        line.add(resolve);
        guard.signal.addEventListener("abort", () => {
          line.delete(resolve);
          reject(guard.signal.reason);
        });
      });
      guard.arm();
    }
    try {
      throwIfAborted(guard.signal);
      return await next(call, guard);
    } finally {
      const [first] = line;
      if (first) {
        line.delete(first);
        first();
      } else free++;
    }
  };
}
