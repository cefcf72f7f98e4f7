import { Bluesky, type NetworkConfig, type Session } from "bluesky";
import { expect } from "../expect.ts";
import type { Say } from "../Step.ts";

/** What a login takes. */
export interface Login {
  readonly identifier: string;
  readonly password: string;
  readonly did: string;
  readonly network: NetworkConfig;
}

/** Logs in by handle: the server is found through the handle's DID. */
export async function logIn(say: Say, { did, ...login }: Login): Promise<Bluesky<Session>> {
  const bob = await Bluesky.login(login);
  expect(bob.did === did, `the session of ${did}, got ${bob.did}`);
  const { handle } = await bob.com.atproto.server.getSession();
  expect(handle === login.identifier, `the server to know ${login.identifier}, it says ${handle}`);
  say(`${handle} at ${bob.session.pds}`);
  return bob;
}
