/** How failed calls are retried. Delays are in milliseconds. */
export interface RetryOptions {
  /**
   * How many attempts a call makes at most, including the first.
   *
   * @default 3
   */
  readonly attempts?: number | undefined;
  /**
   * The longest delay before the second attempt. It doubles with each attempt. The actual delay is a random time up to
   * it.
   *
   * @default 500
   */
  readonly baseDelay?: number | undefined;
  /**
   * The longest delay. If a server asks for a longer one, the call is not retried and fails with that response.
   *
   * @default 20_000
   */
  readonly maxDelay?: number | undefined;
  /**
   * What a retry takes from its client's retry budget, to which each call adds a tenth. With 0, the call does not count
   * towards the budget, like the lookups of writes.
   *
   * @default 1
   */
  readonly cost?: number | undefined;
}
