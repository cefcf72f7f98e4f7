/** The limits of a call, or of one attempt of it: its signal, its timeout and its deadline, as one signal. */
export interface Guard {
  /** Its reason is the typed error. */
  readonly signal: AbortSignal;
  /**
   * Begins the timeout anew.
   *
   * @param wait how long it is, in milliseconds; `Infinity` where nothing is waited for, and only the deadline holds. @default
   * the call's
   */
  arm(wait?: number): void;
  /** Lets go of the timer and of the caller's signal. */
  end(): void;
}
