import { blueskyNetwork, type NetworkConfig } from "bluesky/network";
import { labels, relay, type StreamSource } from "bluesky/stream";

const { BLUESKY_NETWORK, BLUESKY_RELAY = "wss://relay1.us-east.bsky.network" } = process.env;

/** The network of the environment. */
export const network: NetworkConfig = BLUESKY_NETWORK ? JSON.parse(BLUESKY_NETWORK) : blueskyNetwork;
/** All that happens on it. */
export const everything: StreamSource = relay(BLUESKY_RELAY);
/** What its moderation service, or the labeler of the environment, says. */
export const labeler: StreamSource = labels(process.env.BLUESKY_LABELER ?? network.ozone?.url ?? "wss://mod.bsky.app");
