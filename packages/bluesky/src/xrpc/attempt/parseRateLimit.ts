import type { RateLimit } from "../contract/RateLimit.ts";

/** Reads the `RateLimit-*` headers of an answer. `ratelimit-reset` is in seconds since 1970. */
export function parseRateLimit(headers: Headers): RateLimit | undefined {
  const read = (name: string): string | null => headers.get(`ratelimit-${name}`);
  if (!read("limit")) return;
  return {
    limit: Number(read("limit")),
    remaining: Number(read("remaining")),
    reset: new Date(Number(read("reset")) * 1000),
    policy: read("policy") ?? `${read("limit")}`,
  };
}
