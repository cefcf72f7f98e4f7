import { Bluesky } from "bluesky";

const { BLUESKY_NETWORK } = process.env;

/** The account of the environment, on the network of the environment. */
export const bsky: Bluesky = Bluesky.fromEnv({ network: BLUESKY_NETWORK ? JSON.parse(BLUESKY_NETWORK) : undefined });
