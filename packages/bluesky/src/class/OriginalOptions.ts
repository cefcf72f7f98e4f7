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
      readonly backoff?: BackoffStrategy | undefined;
      /** Accepted. What failed before anything can have happened is always tried again. */
      readonly retryConnectionErrors?: boolean | undefined;
    };

/** Of {@link RetryConfig}. */
export interface BackoffStrategy {
  readonly initialInterval: number;
  readonly maxInterval: number;
  readonly exponent: number;
  readonly maxElapsedTime: number;
}

/** Where the original SDK writes what it does. `console` is one. */
export interface DebugLogger {
  group(label?: string): void;
  groupEnd(): void;
  log(message: unknown, ...args: unknown[]): void;
}
