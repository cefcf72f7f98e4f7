import { bearerSession } from "bluesky/auth";
import { type Client, type CreateClientOptions, createClient } from "bluesky/client";
import { networkAt } from "./networkAt.ts";

/** Whose token `accountAt` has. */
export const did = "did:plc:aaaaaaaaaaaaaaaaaaaaaaaa";

/** A client of the account whose servers all are at one origin. With `fetch` its session asks. */
export function accountAt(origin: string, { fetch, ...options }: CreateClientOptions = {}): Client {
  const network = networkAt(origin);
  return createClient({ network, session: bearerSession({ token: "secret", did, network, fetch }), ...options });
}
