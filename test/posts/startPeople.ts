import { AtpAgent } from "@atproto/api";
import { Bluesky } from "bluesky";
import type { Account, Network } from "bluesky-devnet";
import { borrowNetwork } from "../network/borrowNetwork.ts";

/** Somebody on a network: with this SDK, and with the official one, which reads what was done. */
export interface Person extends Account {
  readonly bsky: Bluesky;
  readonly agent: AtpAgent;
}

/** A network and people on it. */
export interface People {
  readonly net: Network;
  readonly alice: Person;
  readonly bob: Person;
  readonly carol: Person;
}

/** Starts a network with three people. Whoever starts it closes it. */
export async function startPeople(start: () => Promise<Network> = borrowNetwork): Promise<People> {
  const net = await start();
  try {
    const join = async (name: string): Promise<Person> => {
      const account = await net.createAccount(name);
      const agent = new AtpAgent({ service: net.network.pds });
      await agent.login({ identifier: account.handle, password: account.password });
      return { ...account, bsky: await Bluesky.login(account), agent };
    };
    return { net, alice: await join("alice"), bob: await join("bob"), carol: await join("carol") };
  } catch (error) {
    await net.close();
    throw error;
  }
}
