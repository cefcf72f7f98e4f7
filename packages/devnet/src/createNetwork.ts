import type { ReadyMessage } from "./control/messages.ts";
import type { Child } from "./control/startChild.ts";
import { createAccount } from "./network/createAccount.ts";
import type { Network } from "./network/Network.ts";
import type { NetworkConfig } from "./network/NetworkConfig.ts";
import { expireToken, mintToken } from "./tokens/mintToken.ts";

/** The network that a child runs, as its user sees it. */
export function createNetwork(child: Child, ready: ReadyMessage): Network {
  const { services, jwtSecret: secret } = ready;
  const network: NetworkConfig = {
    name: "devnet",
    plc: services.plc.url,
    pds: services.pds.url,
    // Without an AppView, what the official development environment says then: names that cannot resolve.
    appView: services.appView ?? { url: "https://appview.invalid", did: "did:example:invalid" },
    chat: undefined,
    video: undefined,
    labelers: services.ozone === undefined ? [] : [services.ozone.did],
    handleDomains: ready.handleDomains,
    handleResolver: services.pds.url,
    allowHttp: true,
    ozone: services.ozone,
  };
  return {
    network,
    services,
    seed: ready.seed && {
      ...ready.seed,
      accounts: ready.seed.accounts.map((account) => ({ ...account, identifier: account.handle, network })),
    },
    adminPassword: ready.adminPassword,
    pid: child.pid,
    createAccount: (options) =>
      createAccount(network, ready.adminPassword, typeof options === "string" ? { name: options } : options),
    settled: ({ timeout = 30_000, signal } = {}) => child.settle(timeout, signal),
    expireToken: (jwt) => expireToken(jwt, secret),
    mintToken: (options) => mintToken(options, { secret, pdsDid: services.pds.did }),
    ended: () => child.ended(),
    close: () => child.close(),
    [Symbol.asyncDispose]: () => child.close(),
  };
}
