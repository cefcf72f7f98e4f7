import { checkNumber } from "../../../errors/checkNumber.ts";
import type { StreamFault } from "../fault/StreamFault.ts";

/**
 * An event does not come. Who connects anew and asks for it gets it, unless the rule has `again`.
 *
 * @example
 * ```ts
 * relay.add(streamFaults.drop(), { probability: 0.01, again: true });
 * ```
 */
export function drop(): StreamFault {
  return { name: "drop", event: () => {} };
}

/**
 * An event comes more than once.
 *
 * @param options - `times`: how often in all. @default 2
 * @throws {DevnetError} `invalid_option`
 * @example
 * ```ts
 * relay.add(streamFaults.duplicate(), { probability: 0.1 });
 * ```
 */
export function duplicate({ times = 2 }: { times?: number | undefined } = {}): StreamFault {
  checkNumber("duplicate: times", times, { min: 1, whole: true });
  return {
    name: "duplicate",
    async event(_, next) {
      for (let count = 0; count < times; count++) await next();
    },
  };
}

/**
 * An event comes after some that are later than it.
 *
 * @param options - `by`: after so many of them (1), or `ms` where fewer come (500).
 * @throws {DevnetError} `invalid_option`
 * @example
 * ```ts
 * relay.add(streamFaults.reorder({ by: 3 }), { probability: 0.1 });
 * ```
 */
export function reorder(options: { by?: number | undefined; ms?: number | undefined } = {}): StreamFault {
  const { by = 1, ms = 500 } = options;
  checkNumber("reorder: by", by, { min: 1, whole: true });
  checkNumber("reorder: ms", ms, { min: 0, max: 2 ** 31 - 1 });
  return { name: "reorder", event: ({ frame, holdBack }) => holdBack(frame, by, ms) };
}
