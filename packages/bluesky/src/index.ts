export type { Session, SessionEvents } from "./auth/password/Session.ts";
export type { SessionStore } from "./auth/stores/SessionStore.ts";
export { Bluesky } from "./class/Bluesky.ts";
export type {
  BlueskyCreateAccountOptions,
  BlueskyEnvOptions,
  BlueskyLoginOptions,
  BlueskyOptions,
  BlueskyResumeOptions,
  BlueskySettings,
} from "./class/BlueskyOptions.ts";
export type { BoundActions } from "./class/bindActions.ts";
export type { BoundList, BoundRecords } from "./class/bindRecords.ts";
export { type Fetcher, HTTPClient, type HTTPClientHooks } from "./class/HTTPClient.ts";
export type { BackoffStrategy, DebugLogger, OriginalOptions, RetryConfig } from "./class/OriginalOptions.ts";
export { BlueskyError } from "./errors/BlueskyError.ts";
export { InvalidOptionError } from "./errors/InvalidOptionError.ts";
export { blueskyNetwork } from "./network/blueskyNetwork.ts";
export type { NetworkConfig } from "./network/NetworkConfig.ts";
export { XrpcError } from "./xrpc/errors/XrpcError.ts";
