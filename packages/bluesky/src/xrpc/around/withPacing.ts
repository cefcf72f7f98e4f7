import { sleep } from "../../platform/abort/sleep.ts";
import { throwIfAborted } from "../../platform/abort/throwIfAborted.ts";
import { parseRateLimit } from "../attempt/parseRateLimit.ts";
import { putLast } from "../attempt/putLast.ts";
import type { Around, Call } from "../contract/Call.ts";

/** What is left of one limit, and when it is whole again, as `performance.now()` has it. */
interface Known {
  remaining: number;
  readonly until: number;
}

/** How many operations are remembered, and how many policies of each. */
const MAX_KNOWN = 1000;
const MAX_POLICIES = 20;

/** Options of {@link withPacing}. */
export interface PacingOptions {
  /** How long a call waits at most, in milliseconds. @default 20_000 */
  readonly maxWait?: number | undefined;
}

/**
 * Waits for the end of a rate limit's window before the limit is hit, based on the server's earlier responses to the
 * same operation, for each of its policies. If a window ends later than `maxWait`, the call is sent without waiting,
 * and the server decides.
 *
 * @example
 * ```ts
 * const client = createClient({ session, around: [withPacing()] });
 * ```
 */
export function withPacing({ maxWait = 20_000 }: PacingOptions = {}): Around {
  const known = new Map<string, Map<string, Known>>();
  return (next) => async (call, guard) => {
    const key = `${call.session?.did} ${call.service} ${call.nsid}`;
    for (let wait = 1; wait > 0; ) {
      wait = timeTo(known.get(key), maxWait);
      if (wait === 0) break;
      guard.arm(Infinity);
      await sleep(wait, guard.signal);
      throwIfAborted(guard.signal);
    }
    guard.arm();
    // Those under way at the same time share what is left.
    for (const limit of known.get(key)?.values() ?? []) limit.remaining--;
    try {
      return await next(call, guard);
    } finally {
      remember(known, key, call);
    }
  };
}

/** Milliseconds until the longest of the windows that are used up has ended. */
function timeTo(limits: Map<string, Known> | undefined, maxWait: number): number {
  let longest = 0;
  for (const [policy, { remaining, until }] of limits ?? []) {
    const wait = until - performance.now();
    if (wait <= 0) limits?.delete(policy);
    else if (remaining <= 0 && wait <= maxWait) longest = Math.max(longest, wait);
  }
  return longest;
}

function remember(known: Map<string, Map<string, Known>>, key: string, { response }: Call): void {
  const limit = response && parseRateLimit(response.headers);
  if (!limit || !response) return;
  // The server's clock tells how long the window lasts; ours may be wrong.
  const now = Date.parse(response.headers.get("date") ?? "") || Date.now();
  const until = performance.now() + limit.reset.getTime() - now;
  const limits = known.get(key) ?? new Map<string, Known>();
  putLast(limits, limit.policy, { remaining: limit.remaining, until }, MAX_POLICIES);
  putLast(known, key, limits, MAX_KNOWN);
}
