import type { MintTokenOptions } from "../tokens/mintToken.ts";
import type { Account, CreateAccountOptions } from "./createAccount.ts";
import type { NetworkConfig, ServiceAddress } from "./NetworkConfig.ts";

/** Options of {@link Network.addPds}. */
export interface AddPdsOptions {
  /** What its handles end in, with the dot before it. @default ".pds2" for the second one, ".pds3" for the third ... */
  handleDomain?: string | undefined;
  /** Stops waiting for the server. */
  signal?: AbortSignal | undefined;
}

/** A PDS that was added to a network. It ends with the network. */
export interface AddedPds extends ServiceAddress {
  /** What clients need to use the network from here: the same network, whose `pds`, `handleDomains` and `handleResolver` are this one's. */
  readonly network: NetworkConfig;
  /**
   * Creates an account on this PDS.
   *
   * @throws {DevnetError} `account_refused`, `invalid_option`, `aborted`, `closed`
   */
  createAccount(options?: string | CreateAccountOptions): Promise<Account>;
  /**
   * Returns a copy of a token of this PDS that expired an hour ago.
   *
   * @throws {DevnetError} `invalid_token`
   */
  expireToken(jwt: string): string;
  /** Returns a token with the claims that you want, which this PDS accepts as its own. */
  mintToken(options: MintTokenOptions): string;
}
