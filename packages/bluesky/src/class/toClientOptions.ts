import { blueskyNetwork } from "../network/blueskyNetwork.ts";
import type { CreateClientOptions, RetryOptions } from "../xrpc/index.ts";
import type { BackoffStrategy, OriginalOptions } from "./OriginalOptions.ts";

/** All options of a client. An allow-list: passwords are given beside them, and must not get into `client.options`. */
const names: readonly (keyof CreateClientOptions)[] = /*#__PURE__*/ Object.keys({
  around: 1,
  deadline: 1,
  fetch: 1,
  headers: 1,
  hooks: 1,
  labelers: 1,
  logger: 1,
  maxResponseSize: 1,
  requireAlt: 1,
  network: 1,
  proxy: 1,
  retry: 1,
  route: 1,
  service: 1,
  session: 1,
  timeout: 1,
  validate: 1,
} satisfies Record<keyof CreateClientOptions, 1>) as (keyof CreateClientOptions)[]; // the keys just written

/** Picks the options of a client, and says those of the original SDK in ours. */
export function toClientOptions(options: CreateClientOptions & OriginalOptions): CreateClientOptions {
  const {
    network = blueskyNetwork,
    serverURL,
    server,
    timeoutMs,
    retryConfig,
    httpClient,
    debugLogger,
    userAgent,
  } = Object(options) as typeof options; // programs without types give null
  const log = (message: string): void => debugLogger?.log(message);
  const theirs: CreateClientOptions = {
    service: serverURL ?? (server && (server === "public" ? network.appView.url : network.pds)),
    timeout: timeoutMs,
    retry: retryConfig && retryConfig.strategy === "backoff" && toRetryOptions(retryConfig.backoff),
    fetch: httpClient && (async (input, init) => httpClient.request(new Request(input, init))),
    logger: debugLogger && { debug: log, warn: log },
  };
  const chosen: Record<string, unknown> = {};
  for (const name of names) {
    const value = options?.[name] ?? theirs[name];
    if (value !== undefined) chosen[name] = value;
  }
  if (userAgent !== undefined) chosen.headers = { "user-agent": userAgent, ...options.headers };
  return chosen;
}

/** The original's default, where it retries and is not told how. */
const BACKOFF: BackoffStrategy = {
  initialInterval: 500,
  maxInterval: 60_000,
  exponent: 1.5,
  maxElapsedTime: 3_600_000,
};

function toRetryOptions(backoff: BackoffStrategy = BACKOFF): RetryOptions {
  const { initialInterval, maxInterval, exponent, maxElapsedTime } = backoff;
  let attempts = 1;
  let delay = initialInterval;
  for (let elapsed = delay; elapsed <= maxElapsedTime && attempts < 100; elapsed += delay) {
    attempts++;
    delay = Math.min(Math.max(delay * exponent, 1), maxInterval);
  }
  return { attempts, baseDelay: initialInterval, maxDelay: maxInterval };
}
