/** How many points may be spent in any hour and in any day. */
export interface WriteLimits {
  /** Points per hour. */
  readonly hour: number;
  /** Points per day. */
  readonly day: number;
}

/** Points that were spent. */
export interface SpentPoints {
  /** When they were spent. */
  readonly at: Date;
  /** How many points were spent. */
  readonly points: number;
}
