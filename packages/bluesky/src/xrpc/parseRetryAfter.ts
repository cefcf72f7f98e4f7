/**
 * How long a server asks to wait, in milliseconds: `Retry-After` in seconds or as a date, or the end of the rate limit's
 * window. Dates are read against the server's own clock, where it says what time it is.
 */
export function parseRetryAfter(headers: Headers): number | undefined {
  const after = headers.get("retry-after");
  const reset = headers.get("ratelimit-reset");
  if (!after && !reset) return undefined;
  const now = Date.parse(headers.get("date") ?? "") || Date.now();
  const ms = after ? (+after >= 0 ? +after * 1000 : Date.parse(after) - now) : Number(reset) * 1000 - now;
  return Math.max(0, ms) || 0;
}
