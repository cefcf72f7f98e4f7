/** How a handle's DID is found: in DNS, at its own web server, or by asking a service. */
export type HandleMethod = "dns" | "https" | "xrpc";

/**
 * What differs between networks: where their services are. Plain data: it survives JSON, `postMessage` and an
 * environment variable.
 *
 * @example
 * ```ts
 * createClient({ network: { ...blueskyNetwork, appView: { url: "https://appview.example", did: "did:web:appview.example" } } });
 * ```
 */
export interface NetworkConfig {
  readonly name: string;
  /** URL of the PLC directory, which has the documents of `did:plc`. */
  readonly plc: string;
  /** URL of the server for those whose own server is not known: where accounts are made, and e-mail addresses log in. */
  readonly pds: string;
  /** Answers `app.bsky.*`. */
  readonly appView: { readonly url: string; readonly did: string };
  /** Answers `chat.bsky.*`, through one's PDS. */
  readonly chat: { readonly did: string } | undefined;
  /** Takes videos. */
  readonly video: { readonly url: string; readonly did: string } | undefined;
  /** The moderation service that `tools.ozone.*` goes to when no other is chosen. */
  readonly ozone?: { readonly url: string; readonly did: string } | undefined;
  /** DIDs of the labelers that stay asked whichever others are. */
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
  /** Whether servers may be `http` and on private addresses. For networks of one's own machine only. */
  readonly allowHttp: boolean;
}
