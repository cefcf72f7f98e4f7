import type { DevnetError } from "../errors/DevnetError.ts";
import type { SeededAccount, SeedResult } from "../seed/SeedTarget.ts";
import type { MintTokenOptions } from "../tokens/mintToken.ts";
import type { Account, CreateAccountOptions } from "./createAccount.ts";
import type { NetworkConfig } from "./NetworkConfig.ts";
import type { NetworkServices } from "./NetworkServices.ts";

/** Options of {@link Network.settled}. */
export interface SettledOptions {
  /** In ms. @default 30000 */
  timeout?: number | undefined;
  signal?: AbortSignal | undefined;
}

/** What a seeded network was filled with. */
export interface Seed extends Omit<SeedResult, "accounts"> {
  /** The people, with their logins. The first one, alice, has most to show. */
  accounts: (Account & SeededAccount)[];
}

/** A running network. */
export interface Network extends AsyncDisposable {
  /** What clients need to use this network. Plain data: it crosses process borders as JSON. */
  readonly network: NetworkConfig;
  /** URLs and DIDs of the servers. */
  readonly services: NetworkServices;
  /** What the network was filled with; only with the option `seed`. */
  readonly seed: Seed | undefined;
  /** Password of the user `admin` of every server (HTTP Basic). */
  readonly adminPassword: string;
  /** The process that everything runs in. */
  readonly pid: number;
  /**
   * Makes an account.
   *
   * @param options - The name, "alice" for `alice.test`, or options.
   * @throws {DevnetError} `account_refused`, `aborted`, `closed`
   */
  createAccount(options?: string | CreateAccountOptions): Promise<Account>;

  /**
   * Resolves when the AppView has indexed everything that was written before the call.
   *
   * @throws {DevnetError} `timeout`, `aborted`, `closed`, `child_died`
   */
  settled(options?: SettledOptions): Promise<void>;

  /**
   * A copy of a token of this network's PDS that expired an hour ago.
   *
   * @throws {DevnetError} `invalid_token`
   */
  expireToken(jwt: string): string;

  /** A token that the PDS takes for its own, with the claims that you want. */
  mintToken(options: MintTokenOptions): string;

  /**
   * Resolves when the network has ended: with `undefined` after `close()`, with an error (`child_died`) if it ended by
   * itself. Nothing is left of it then. Waiting for this keeps the program alive.
   */
  ended(): Promise<DevnetError | undefined>;

  /** Stops everything. Resolves when no process, port or file of it is left. Never rejects for an ended network. */
  close(): Promise<void>;
}
