import { getTimeline } from "../../lexicons/app/bsky/feed/getTimeline.ts";
import { createClient } from "../../xrpc/client/createClient.ts";
import type { Client } from "../../xrpc/contract/Call.ts";
import { login } from "../login.ts";
import { loginTo } from "../loginTo.ts";
import type { Session } from "../password/Session.ts";
import type { SessionStore } from "../stores/SessionStore.ts";
import { FakePds, network, service } from "./FakePds.ts";

export const noRetry = { retry: false as const };

/** A session at a server in memory, with a client of it. */
export interface Begun {
  readonly server: FakePds;
  readonly session: Session;
  readonly client: Client;
  call(): Promise<unknown>;
}

/** Logs in, without a store in the smallest way. */
export async function begin(server: FakePds = new FakePds(), store?: SessionStore): Promise<Begun> {
  const { fetch } = server;
  const options = { service, identifier: "@alice.example.com ", password: "CANARY-password", network, fetch };
  const session = await (store ? login({ ...options, store }) : loginTo(options));
  const client = createClient({ session, network });
  return { server, session, client, call: () => getTimeline(client, {}, noRetry) };
}
