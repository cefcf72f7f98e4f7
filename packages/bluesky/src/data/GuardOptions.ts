/** Options of guards of the data model. */
export interface GuardOptions {
  /** Whether to hold the value to what is written, where more is read. @default false */
  readonly strict?: boolean | undefined;
}

/** As for what is written. */
export const STRICT: GuardOptions = { strict: true };
