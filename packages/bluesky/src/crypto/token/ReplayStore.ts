/** Remembers the tokens that were used. For several servers that share one address, make one over what they share. */
export interface ReplayStore {
  /**
   * Takes a token's number. `false` if somebody has taken it before: of two at the same time, one gets `true`.
   *
   * @param id the issuer and the number of the token
   * @param until when it may be forgotten, in milliseconds since 1970
   */
  claim(id: string, until: number): boolean | PromiseLike<boolean>;
}

/** Options of {@link createReplayStore}. */
export interface ReplayStoreOptions {
  /** How many tokens are remembered. Beyond that the oldest ones are forgotten. @default 100_000 */
  readonly max?: number | undefined;
}

/**
 * Creates a store in memory.
 *
 * @example
 * ```ts
 * const replay = createReplayStore();
 * await verifyServiceToken(token, { aud, lxm, identity, replay });
 * ```
 */
export function createReplayStore({ max = 100_000 }: ReplayStoreOptions = {}): ReplayStore {
  const used = new Map<string, number>();
  return {
    claim(id, until) {
      const now = Date.now();
      const known = used.get(id);
      if (known !== undefined && known > now) return false;
      used.delete(id);
      used.set(id, until);
      // The oldest come first: those that have ended, and as many as are too many.
      for (const [oldest, end] of used) {
        if (end > now && used.size <= max) break;
        used.delete(oldest);
      }
      return true;
    },
  };
}
