export type { Session, SessionEvents } from "./auth/Session.ts";
export type { SessionStore } from "./auth/SessionStore.ts";
export { Bluesky } from "./bluesky.ts";
export type {
  BlueskyCreateAccountOptions,
  BlueskyEnvOptions,
  BlueskyLoginOptions,
  BlueskyOptions,
  BlueskyResumeOptions,
  BlueskySettings,
} from "./class/BlueskyOptions.ts";
export type { BoundList, BoundRecords } from "./class/bindRecords.ts";
export { type Fetcher, HTTPClient, type HTTPClientHooks } from "./class/HTTPClient.ts";
export type { BackoffStrategy, DebugLogger, OriginalOptions, RetryConfig } from "./class/OriginalOptions.ts";
export { BlueskyError, isBlueskyError } from "./errors/BlueskyError.ts";
export { blueskyNetwork } from "./network/blueskyNetwork.ts";
export type { NetworkConfig } from "./network/NetworkConfig.ts";
export { isXrpcError, XrpcError } from "./xrpc/index.ts";
