/**
 * How long a server asks to wait, in milliseconds: `Retry-After` in seconds or as a date, or the end of the rate limit's
 * window where nothing is left in it. Dates are read against the server's own clock, where it says what time it is.
 */
export function parseRetryAfter(headers: Headers): number | undefined {
  const after = headers.get("retry-after");
  const reset = !Number(headers.get("ratelimit-remaining")) && headers.get("ratelimit-reset");
  if (!after && !reset) return;
  const now = Date.parse(headers.get("date") ?? "") || Date.now();
  const seconds = Number(after);
  const ms = seconds >= 0 && after ? seconds * 1000 : (after ? Date.parse(after) : Number(reset) * 1000) - now;
  return Math.max(0, ms) || 0;
}
