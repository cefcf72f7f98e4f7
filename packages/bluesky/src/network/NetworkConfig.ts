/** How a handle is resolved: by DNS, from its own web server, or by asking a service. */
export type HandleMethod = "dns" | "https" | "xrpc";

/**
 * What differs between networks: where their services are. It is plain data that survives JSON, `postMessage` and
 * environment variables.
 *
 * @example
 * ```ts
 * createClient({ network: { ...blueskyNetwork, appView: { url: "https://appview.example", did: "did:web:appview.example" } } });
 * ```
 */
export interface NetworkConfig {
  /** What the network is called. */
  readonly name: string;
  /** URL of the PLC directory, which has the documents of `did:plc`. */
  readonly plc: string;
  /** URL of the server where new accounts are created, and where logins with an e-mail address go. */
  readonly pds: string;
  /** Answers `app.bsky.*`. */
  readonly appView: { readonly url: string; readonly did: string };
  /** Answers `chat.bsky.*`, through one's PDS. */
  readonly chat: { readonly did: string } | undefined;
  /** Takes videos. */
  readonly video: { readonly url: string; readonly did: string } | undefined;
  /** The moderation service that `tools.ozone.*` goes to by default. */
  readonly ozone?: { readonly url: string; readonly did: string } | undefined;
  /** DIDs of the labelers that are always asked, in addition to others. */
  readonly labelers: readonly string[];
  /** URL of a service that answers `com.atproto.identity.resolveHandle`. */
  readonly handleResolver: string;
  /**
   * How handles are resolved, in the order in which it is tried. Those under `handleDomains` always go to the
   * `handleResolver`.
   * @default ["xrpc"]
   */
  readonly handleMethods?: readonly HandleMethod[] | undefined;
  /** URL of a DNS-over-HTTPS resolver that speaks JSON, for the method `dns`. */
  readonly dns?: string | undefined;
  /** Suffixes, with their dot, of the handles that the network gives out itself. */
  readonly handleDomains?: readonly string[] | undefined;
  /**
   * URL of the web app whose pages show posts and profiles: those of its URLs are understood, and posts are linked to there.
   *
   * @default "https://bsky.app"
   */
  readonly webApp?: string | undefined;
  /** Whether servers may use `http` and private addresses. Only for networks on your own machine. */
  readonly allowHttp: boolean;
}
