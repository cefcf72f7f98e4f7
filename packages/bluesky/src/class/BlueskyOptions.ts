import type { CreateAccountOptions } from "../auth/createAccount.ts";
import type { LoginOptions } from "../auth/login.ts";
import type { SessionOptions } from "../auth/password/persistentSession.ts";
import type { ResumeOptions } from "../auth/resume.ts";
import type { IdentityResolver } from "../identity/createIdentityResolver.ts";
import type { NetworkConfig } from "../network/NetworkConfig.ts";
import type { Client, CreateClientOptions, Hooks, Logger, SharedOptions } from "../xrpc/index.ts";
import type { OriginalOptions, OriginalSettings } from "./OriginalOptions.ts";
import type { Environment } from "./readEnvironment.ts";

/** Options of `new Bluesky()`, and of the functions that create a `Bluesky` without logging in. */
export interface BlueskyOptions extends CreateClientOptions, OriginalOptions {
  /**
   * An access token, or an async function that returns one. It is sent as it is and never refreshed.
   *
   * @default the environment variable `BLUESKY_BEARER`, if there is neither a session nor a service
   */
  readonly bearer?: string | (() => Promise<string>) | undefined;
  /** A client to use instead of creating one from these options. */
  readonly client?: Client | undefined;
  /** @default a resolver of the client's network */
  readonly identity?: IdentityResolver | undefined;
}

/** Options of a client whose account is given in another way. */
export interface BlueskySettings extends SharedOptions, OriginalSettings {
  /** @default Bluesky's */
  readonly network?: NetworkConfig | undefined;
  /** @default the platform's */
  readonly fetch?: typeof globalThis.fetch | undefined;
  /** Functions that see each call, and may change it. */
  readonly hooks?: Hooks | readonly Hooks[] | undefined;
  /** What goes around each attempt of a call, the outermost first. */
  readonly around?: CreateClientOptions["around"];
  /** Gets one line for each attempt. @default `console` if the environment has `BLUESKY_DEBUG` */
  readonly logger?: Logger | undefined;
  /** @default a resolver of the network */
  readonly identity?: IdentityResolver | undefined;
}

/** Options of `Bluesky.login`: who, where, and what the client is made with. */
export interface BlueskyLoginOptions extends LoginOptions, BlueskySettings {}

/** Options of `Bluesky.createAccount`: who, where, and what the client is made with. */
export interface BlueskyCreateAccountOptions extends CreateAccountOptions, BlueskySettings {}

/** Options of `Bluesky.resume`. */
export interface BlueskyResumeOptions extends ResumeOptions, BlueskySettings {}

/** Options of `Bluesky.fromEnv`. */
export interface BlueskyEnvOptions extends SessionOptions, BlueskySettings {
  /** The variables. @default the process's */
  readonly env?: Environment | undefined;
}
