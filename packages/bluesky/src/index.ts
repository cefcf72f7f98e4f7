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
export type { BoundAccount, BoundProfile } from "./class/bind/bindAccount.ts";
export type { BoundActions } from "./class/bind/bindActions.ts";
export type { BoundLists } from "./class/bind/bindLists.ts";
export type { BoundNotifications } from "./class/bind/bindNotifications.ts";
export type { BoundOzone } from "./class/bind/bindOzone.ts";
export type { BoundPeople } from "./class/bind/bindPeople.ts";
export type { BoundPreferences } from "./class/bind/bindPreferences.ts";
export type { BoundReading } from "./class/bind/bindReading.ts";
export type { BoundList, BoundRecords } from "./class/bind/bindRecords.ts";
export { type Fetcher, HTTPClient, type HTTPClientHooks } from "./class/HTTPClient.ts";
export type { BackoffStrategy, DebugLogger, OriginalOptions, RetryConfig } from "./class/OriginalOptions.ts";
export { BlueskyError } from "./errors/BlueskyError.ts";
export { InvalidOptionError } from "./errors/InvalidOptionError.ts";
export { blueskyNetwork } from "./network/blueskyNetwork.ts";
export type { NetworkConfig } from "./network/NetworkConfig.ts";
export { XrpcError } from "./xrpc/errors/XrpcError.ts";
