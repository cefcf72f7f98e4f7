/**
 * The options of the original SDK (`bluesky` 0.4), with their meaning there. Each is another name for one of ours, which
 * goes first where both are given.
 */
export interface OriginalOptions extends OriginalSettings {
  /** The same as `service`. */
  readonly serverURL?: string | undefined;
  /** `privileged`: the network's `pds`, `public`: its AppView. @default "privileged" with a bearer, "public" without */
  readonly server?: "privileged" | "public" | undefined;
}

/** Those that do not say who is asked. */
export interface OriginalSettings {
  /** The same as `timeout`. */
  readonly timeoutMs?: number | undefined;
  /** The same as `retry`, in other words. `maxElapsedTime` becomes the number of attempts that fit into it. */
  readonly retryConfig?: RetryConfig | undefined;
  /** The same as `fetch`: what sends the requests. */
  readonly httpClient?: { request(request: Request): Promise<Response> } | undefined;
  /** The same as `logger`. */
  readonly debugLogger?: DebugLogger | undefined;
  /** The same as `headers: { "user-agent": ... }`. Browsers do not let programs set it. */
  readonly userAgent?: string | undefined;
}

/** How the original SDK says what is retried. Times are in milliseconds. */
export type RetryConfig =
  | { readonly strategy: "none" }
  | {
      readonly strategy: "backoff";
      /** How long to wait between attempts. */
      readonly backoff?: BackoffStrategy | undefined;
      /** Accepted. What failed before anything can have happened is always tried again. */
      readonly retryConnectionErrors?: boolean | undefined;
    };

/** Of {@link RetryConfig}. */
export interface BackoffStrategy {
  /** The first pause, in milliseconds. */
  readonly initialInterval: number;
  /** The longest pause, in milliseconds. */
  readonly maxInterval: number;
  /** How much longer each pause is than the one before, as a factor. */
  readonly exponent: number;
  /** How long to keep trying, in milliseconds. */
  readonly maxElapsedTime: number;
}

/** Where the original SDK writes what it does. `console` is one. */
export interface DebugLogger {
  /** Begins a group of lines. */
  group(label?: string): void;
  /** Ends the group. */
  groupEnd(): void;
  /** Writes a line. */
  log(message: unknown, ...args: unknown[]): void;
}
