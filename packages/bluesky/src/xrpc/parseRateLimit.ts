import type { RateLimit } from "./RateLimit.ts";

/** Reads the `RateLimit-*` headers of an answer. `ratelimit-reset` is in seconds since 1970. */
export function parseRateLimit(headers: Headers): RateLimit | undefined {
  const limit = headers.get("ratelimit-limit");
  if (limit === null) return undefined;
  return {
    limit: Number(limit),
    remaining: Number(headers.get("ratelimit-remaining")),
    reset: new Date(Number(headers.get("ratelimit-reset")) * 1000),
    policy: headers.get("ratelimit-policy") ?? undefined,
  };
}
