import type { ReadyMessage } from "./control/messages.ts";
import type { Child } from "./control/startChild.ts";
import type { AddedPds, AddPdsOptions } from "./network/AddedPds.ts";
import { createAccount } from "./network/createAccount.ts";
import { tellPds } from "./network/followPdses.ts";
import type { Network } from "./network/Network.ts";
import type { NetworkConfig } from "./network/NetworkConfig.ts";
import type { VideoService } from "./network/VideoService.ts";
import { expireToken, mintToken } from "./tokens/mintToken.ts";

/** The network that a child runs, as its user sees it, with the video service that runs in this process, if there is one. */
export function createNetwork(
  child: Pick<Child, "pid" | "settle" | "addPds" | "ended" | "close">,
  ready: ReadyMessage,
  video: (VideoService & { close(): Promise<void> }) | undefined,
): Network {
  const { services, jwtSecret: secret } = ready;
  const network: NetworkConfig = {
    name: "devnet",
    plc: services.plc.url,
    pds: services.pds.url,
    // Without an AppView, what the official development environment says then: names that cannot resolve.
    appView: services.appView ?? { url: "https://appview.invalid", did: "did:example:invalid" },
    chat: undefined,
    video: video && { url: video.url, did: video.did },
    labelers: services.ozone === undefined ? [] : [services.ozone.did],
    handleDomains: ready.handleDomains,
    handleResolver: services.pds.url,
    allowHttp: true,
    ozone: services.ozone,
  };
  const close = async () => {
    // What it still gives to the PDS is given up with the PDS.
    await Promise.all([child.close(), video?.close()]);
  };
  const addPds = async ({ handleDomain, signal }: AddPdsOptions = {}): Promise<AddedPds> => {
    const { url, did, handleDomain: domain, jwtSecret } = await child.addPds(handleDomain, signal);
    tellPds(net, url);
    const here: NetworkConfig = { ...network, pds: url, handleDomains: [domain], handleResolver: url };
    return {
      url,
      did,
      network: here,
      createAccount: (options) =>
        createAccount(here, ready.adminPassword, typeof options === "string" ? { name: options } : options),
      expireToken: (jwt) => expireToken(jwt, jwtSecret),
      mintToken: (options) => mintToken(options, { secret: jwtSecret, pdsDid: did }),
    };
  };
  const net: Network = {
    network,
    services,
    seed: ready.seed && {
      ...ready.seed,
      accounts: ready.seed.accounts.map((account) => ({ ...account, identifier: account.handle, network })),
    },
    video,
    adminPassword: ready.adminPassword,
    pid: child.pid,
    createAccount: (options) =>
      createAccount(network, ready.adminPassword, typeof options === "string" ? { name: options } : options),
    addPds,
    settled: ({ timeout = 30_000, signal } = {}) => child.settle(timeout, signal),
    expireToken: (jwt) => expireToken(jwt, secret),
    mintToken: (options) => mintToken(options, { secret, pdsDid: services.pds.did }),
    ended: () => child.ended(),
    close,
    [Symbol.asyncDispose]: close,
  };
  return net;
}
