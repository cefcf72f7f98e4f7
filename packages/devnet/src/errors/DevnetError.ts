/** What went wrong, in one stable word. */
export type DevnetErrorCode =
  | "aborted"
  | "account_refused"
  | "child_died"
  | "closed"
  | "disk_full"
  | "invalid_option"
  | "invalid_token"
  | "node_too_old"
  | "port_taken"
  | "postgres_failed"
  | "postgres_missing"
  | "start_failed"
  | "timeout";

/** What a {@link DevnetError} may carry besides its code and message. */
export interface DevnetErrorDetails {
  /** The port that something else listens on (`port_taken`). */
  port?: number | undefined;
  /** The service that the port was for (`port_taken`). */
  service?: string | undefined;
  /** The last lines that the network wrote, oldest first (`child_died`, `start_failed`, `timeout`). */
  log?: string[] | undefined;
  /** The error that this one was made from. */
  cause?: unknown;
}

/**
 * Every error that this package throws. The `code` is stable, the message is for people: it says what was expected,
 * what came, and what to do.
 *
 * @example
 * ```ts
 * try {
 *   await startNetwork({ ports: 2583 });
 * } catch (error) {
 *   if (error instanceof DevnetError && error.code === "port_taken") console.log(error.port, error.service);
 * }
 * ```
 */
export class DevnetError extends Error {
  /** The name of the class. */
  override readonly name: string = "DevnetError";
  /** What went wrong, as a stable word. */
  readonly code: DevnetErrorCode;
  /** The port that is taken. */
  readonly port: number | undefined;
  /** The service that wanted the port. */
  readonly service: string | undefined;
  /** The last lines of the log. */
  readonly log: readonly string[] | undefined;

  constructor(code: DevnetErrorCode, message: string, details: DevnetErrorDetails = {}) {
    super(message, "cause" in details ? { cause: details.cause } : undefined);
    this.code = code;
    this.port = details.port;
    this.service = details.service;
    this.log = details.log;
  }
}

/** The error `invalid_option`, which says where, what was expected, and what came. */
export function invalidOption(where: string, expected: string, got: unknown): DevnetError {
  return new DevnetError("invalid_option", `${where}: expected ${expected}, got ${describe(got)}`);
}

function describe(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "object" && value !== null) return Array.isArray(value) ? "an array" : "an object";
  return typeof value === "function" ? "a function" : String(value);
}
