import { Bluesky, type NetworkConfig, type Session } from "bluesky";
import { expect } from "../expect.ts";
import type { Say } from "../Step.ts";

/** Makes an account, and is logged in to it. */
export async function signUp(say: Say, network: NetworkConfig): Promise<Bluesky<Session>> {
  const alice = await Bluesky.createAccount(
    { handle: "alice.test", email: "alice@example.com", password: "correct horse battery staple" },
    { network },
  );
  expect(alice.session.handle === "alice.test", `the handle alice.test, got ${alice.session.handle}`);
  expect(alice.did.startsWith("did:plc:"), `a did:plc, got ${alice.did}`);
  say(`alice.test is ${alice.did}`);
  return alice;
}
