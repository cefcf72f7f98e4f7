import type { RateLimit } from "../contract/RateLimit.ts";

/** The longest policy that is kept: it is remembered for each operation. */
const LONGEST_POLICY = 100;

/** Reads the `RateLimit-*` headers of an answer. `ratelimit-reset` is in seconds since 1970. */
export function parseRateLimit(headers: Headers): RateLimit | undefined {
  const read = (name: string): string | null => headers.get(`ratelimit-${name}`);
  const limit = read("limit");
  if (!limit || limit.length > LONGEST_POLICY) return;
  const policy = read("policy");
  return {
    limit: Number(limit),
    remaining: Number(read("remaining")),
    reset: new Date(Number(read("reset")) * 1000),
    policy: policy && policy.length <= LONGEST_POLICY ? policy : limit,
  };
}
