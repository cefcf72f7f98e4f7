/**
 * What a server says about a rate limit (`RateLimit-*`). Limits have no names: if there are several, the server sends
 * the tightest one, and you can tell them apart by their policy.
 */
export interface RateLimit {
  /** How many points fit into one window. */
  readonly limit: number;
  /** How many of them are left. */
  readonly remaining: number;
  /** When the window ends. */
  readonly reset: Date;
  /** As sent: `3000;w=300` is 3,000 in 300 seconds. If the server sent none, just the limit. */
  readonly policy: string;
}
