/** How a call that failed is tried again. Delays are in milliseconds. */
export interface RetryOptions {
  /**
   * How many attempts a call makes at most, the first included.
   *
   * @default 3
   */
  readonly attempts?: number | undefined;
  /**
   * The delay before the second attempt; it doubles from one attempt to the next. What is waited is a random time up to it.
   *
   * @default 500
   */
  readonly baseDelay?: number | undefined;
  /**
   * The longest delay. A server that asks for a longer one is not asked again: the call ends with its answer.
   *
   * @default 20_000
   */
  readonly maxDelay?: number | undefined;
  /**
   * What a retry takes of its client's retry budget; a call adds a tenth of it. 0: the call stands outside of the budget, as
   * the look-ups of writes do.
   *
   * @default 1
   */
  readonly cost?: number | undefined;
}
