import { type Client, createClient } from "bluesky/client";

const { BLUESKY_NETWORK } = process.env;

/** A client without an account, on the network of the environment: repositories are public. */
export const client: Client = createClient({ network: BLUESKY_NETWORK ? JSON.parse(BLUESKY_NETWORK) : undefined });
