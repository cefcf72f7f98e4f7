/** A service of the network: where it is, and the DID that names it. */
export interface ServiceAddress {
  url: string;
  did: string;
}

/**
 * What a client must know to use this network in place of Bluesky's: plain data that survives `JSON.stringify`,
 * `postMessage` and an environment variable.
 */
export interface NetworkConfig {
  name: string;
  /** URL of the PLC directory. */
  plc: string;
  /** URL of the PDS, where accounts are made and sessions begin. */
  pds: string;
  appView: ServiceAddress;
  /** Nobody serves chat on this network. */
  chat: { did: string } | undefined;
  /** Nobody serves video on this network. */
  video: ServiceAddress | undefined;
  /** DIDs of the labelers that a client asks for labels by default. */
  labelers: string[];
  /** Suffixes of the handles that the PDS gives out. */
  handleDomains: string[];
  /** URL of a service that answers `com.atproto.identity.resolveHandle`. */
  handleResolver: string;
  /** Everything here is `http` on loopback: clients must not insist on `https`. */
  allowHttp: boolean;
  /** The moderation service. Absent without the AppView. */
  ozone: ServiceAddress | undefined;
}
