/** An answer of JSON lines: iterate it once, one parsed line after the other. Ending the loop gives up the rest. */
export interface LinesOutput extends AsyncIterable<unknown> {
  /** Gives the body up, and with it the connection. */
  cancel(): Promise<void>;
}
