/** Where a client's log goes. `console` is one. */
export interface Logger {
  debug(message: string): void;
  warn(message: string): void;
}
