/** How many points may be spent in any hour and in any day. */
export interface WriteLimits {
  readonly hour: number;
  readonly day: number;
}

/** Points that were spent. */
export interface SpentPoints {
  readonly at: Date;
  readonly points: number;
}
