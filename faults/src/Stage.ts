import { type LoginOptions, login, type Session } from "bluesky/auth";
import { type Client, type CreateClientOptions, createClient } from "bluesky/client";
import { type Account, type FaultyNetwork, type LoggedRequest, type Network, startFaults } from "bluesky-devnet";

/** A network with a fault network of its own before it, and an account whose clients go through that. */
export interface Stage extends AsyncDisposable {
  readonly net: Network;
  readonly faulty: FaultyNetwork;
  /** The account, on the fault network. */
  readonly account: Account & { readonly service: string };
  login(options?: Partial<LoginOptions>): Promise<Session>;
  /** Logs in, and makes a client. */
  connect(options?: CreateClientOptions): Promise<Client>;
  /** The requests so far for an operation. */
  requests(nsid: string): LoggedRequest[];
}

/** Starts one. Several of them can share a network. */
export async function startStage(net: Network, seed: number | string = 0): Promise<Stage> {
  const faulty = await startFaults(net, { seed });
  const account = { ...(await net.createAccount()), network: faulty.network, service: faulty.network.pds };
  const begin: Stage["login"] = (options) => login({ ...account, ...options });
  return {
    net,
    faulty,
    account,
    login: begin,
    connect: async (options) => createClient({ network: faulty.network, session: await begin(), ...options }),
    requests: (nsid) => faulty.pds.requests.filter((request) => request.nsid === nsid),
    [Symbol.asyncDispose]: () => faulty.close(),
  };
}
