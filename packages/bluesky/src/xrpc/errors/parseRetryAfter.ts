import type { RateLimit } from "../contract/RateLimit.ts";

/**
 * How long a server asks to wait, in milliseconds: `Retry-After` in seconds or as a date, or the end of the rate limit's
 * window where nothing is left in it. Dates are read against the server's own clock, where it says what time it is.
 */
export function parseRetryAfter(headers: Headers, limit: RateLimit | undefined): number | undefined {
  const after = headers.get("retry-after");
  const until = after ? Date.parse(after) : limit && !limit.remaining && Number(limit.reset);
  if (!after && !until) return;
  const now = Date.parse(headers.get("date") as string) || Date.now();
  return Math.max(0, Number(after) * 1000 || Number(until) - now) || 0;
}
