/** What came of a case. */
export interface StreamResult {
  /** Events that were sent and not handled. */
  readonly lost: number;
  /** How many of them the fault has taken away. */
  readonly taken: number;
  /** Events that were handled again. */
  readonly doubled: number;
  /** How it ended by itself. Empty: it went on to the end. */
  readonly end: string;
  /** Whether the last event was handled. */
  readonly isWhole: boolean;
  /** What it said of errors and notices. */
  readonly told: readonly string[];
  /** By how many bytes the process grew. */
  readonly grown: number;
}
