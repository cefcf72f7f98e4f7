import type { ServiceAddress } from "./NetworkConfig.ts";

/** The servers that run. Without the AppView there are only `plc` and `pds`. */
export interface NetworkServices {
  /** PLC directory (`did:plc` documents). */
  plc: { url: string };
  /** Personal data server. */
  pds: ServiceAddress;
  /** The AppView (`app.bsky.*`). */
  appView: ServiceAddress | undefined;
  /** Keeps what is private between PDS and AppView (mutes, notification settings). */
  bsync: { url: string } | undefined;
  /** Moderation service and labeler. */
  ozone: ServiceAddress | undefined;
}
