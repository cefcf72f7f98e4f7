/** Where a command prints to. */
export interface CliOutput {
  log(line: string): void;
  error(line: unknown): void;
}
