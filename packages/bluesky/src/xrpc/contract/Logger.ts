/** Where a client's log goes. `console` is one. */
export interface Logger {
  /** Gets a line for each attempt. */
  debug(message: string): void;
  /** Gets a line for each problem. */
  warn(message: string): void;
}
