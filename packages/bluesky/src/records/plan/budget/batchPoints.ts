import type { WriteLimits } from "../contract/WriteLimits.ts";

/**
 * How many points a batch has at most: so many that the tightest limit is nearly used up by whole batches of creates. 5,000
 * points are 8 batches of 200 creates and a rest, or 9 batches of 185 and next to none.
 */
export function batchPoints({ hour, day }: WriteLimits, batchSize: number): number {
  const limit = Math.min(hour, day);
  const whole = 3 * batchSize;
  if (limit === Infinity) return whole;
  const sizes = [Math.floor(limit / whole), Math.ceil(limit / whole)].map((batches) => {
    const size = Math.min(whole, 3 * Math.floor(limit / 3 / Math.max(1, batches)));
    return { size, used: size * batches };
  });
  const [fewer, more] = sizes;
  const size = fewer && more && fewer.used >= more.used ? fewer.size : (more?.size ?? whole);
  // Fewer than three points an hour are enough for updates and deletes.
  return size || limit;
}
