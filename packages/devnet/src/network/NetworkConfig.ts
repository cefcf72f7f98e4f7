/** A service of the network: where it is, and the DID that names it. */
export interface ServiceAddress {
  /** The URL of the server. */
  url: string;
  /** The DID of the service. */
  did: string;
}

/**
 * What a client has to know to use this network instead of Bluesky's. It is plain data that survives `JSON.stringify`,
 * `postMessage` and environment variables.
 */
export interface NetworkConfig {
  /** `devnet`. */
  name: string;
  /** URL of the PLC directory. */
  plc: string;
  /** URL of the PDS, where accounts are made and sessions begin. */
  pds: string;
  /** The AppView. */
  appView: ServiceAddress;
  /** Nobody serves chat on this network. */
  chat: { did: string } | undefined;
  /** The video service, if the option `video` was set: this package's own. */
  video: ServiceAddress | undefined;
  /** DIDs of the labelers that a client asks for labels by default. */
  labelers: string[];
  /** Suffixes of the handles that the PDS gives out. */
  handleDomains: string[];
  /** URL of a service that answers `com.atproto.identity.resolveHandle`. */
  handleResolver: string;
  /** Always `true`: everything here is `http` on loopback, so clients must not insist on `https`. */
  allowHttp: boolean;
  /** The moderation service. Absent without the AppView. */
  ozone: ServiceAddress | undefined;
}
