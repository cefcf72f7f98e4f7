/**
 * What a server says of a rate limit (`RateLimit-*`). Servers name no limit: of several they send the tightest,
 * told apart by its policy.
 */
export interface RateLimit {
  /** How many points fit into one window. */
  readonly limit: number;
  /** How many of them are left. */
  readonly remaining: number;
  /** When the window ends. */
  readonly reset: Date;
  /** As sent: `3000;w=300` is 3,000 in 300 seconds. Where none was sent, the limit alone. */
  readonly policy: string;
}
