import type { DevnetError } from "../errors/DevnetError.ts";
import type { SeededAccount, SeedResult } from "../seed/SeedTarget.ts";
import type { MintTokenOptions } from "../tokens/mintToken.ts";
import type { AddedPds, AddPdsOptions } from "./AddedPds.ts";
import type { Account, CreateAccountOptions } from "./createAccount.ts";
import type { NetworkConfig } from "./NetworkConfig.ts";
import type { NetworkServices } from "./NetworkServices.ts";
import type { VideoService } from "./VideoService.ts";

/** Options of {@link Network.settled}. */
export interface SettledOptions {
  /** In ms. @default 30000 */
  timeout?: number | undefined;
  /** Stops waiting. */
  signal?: AbortSignal | undefined;
}

/** What a seeded network was filled with. */
export interface Seed extends Omit<SeedResult, "accounts"> {
  /** The people, with their logins. The first one, alice, has the most data. */
  accounts: (Account & SeededAccount)[];
}

/** A running network. */
export interface Network extends AsyncDisposable {
  /** What clients need to use this network. It is plain data, and can be passed to other processes as JSON. */
  readonly network: NetworkConfig;
  /** URLs and DIDs of the servers. */
  readonly services: NetworkServices;
  /** What the network was filled with, if the option `seed` was set. */
  readonly seed: Seed | undefined;
  /** The video service, if the option `video` was set. */
  readonly video: VideoService | undefined;
  /** Password of the user `admin` of every server (HTTP Basic). */
  readonly adminPassword: string;
  /** The process that everything runs in. */
  readonly pid: number;
  /**
   * Creates an account.
   *
   * @param options - A name ("alice" for `alice.test`), or options.
   * @throws {DevnetError} `account_refused`, `invalid_option`, `aborted`, `closed`
   */
  createAccount(options?: string | CreateAccountOptions): Promise<Account>;

  /**
   * Starts one more PDS, another official one: for programs that move accounts, or that read from several servers. It is known to the PLC
   * directory, the AppView is subscribed to it, and (through the AppView) handles of each PDS resolve at the others. It ends with the
   * network.
   *
   * @throws {DevnetError} `invalid_option`, `start_failed`, `aborted`, `closed`
   */
  addPds(options?: AddPdsOptions): Promise<AddedPds>;

  /**
   * Resolves when the AppView has indexed everything that was written before the call.
   *
   * @throws {DevnetError} `timeout`, `aborted`, `closed`, `child_died`
   */
  settled(options?: SettledOptions): Promise<void>;

  /**
   * Returns a copy of a token of this network's PDS that expired an hour ago.
   *
   * @throws {DevnetError} `invalid_token`
   */
  expireToken(jwt: string): string;

  /** Returns a token with the claims that you want, which the PDS accepts as its own. */
  mintToken(options: MintTokenOptions): string;

  /**
   * Resolves when the network has ended and nothing of it is left: with `undefined` after `close()`, with an error
   * (`child_died`) if it ended by itself. Waiting for this keeps the program alive.
   */
  ended(): Promise<DevnetError | undefined>;

  /**
   * Stops everything. Resolves when no process, port or file of it is left. Does nothing if the network has already
   * ended.
   */
  close(): Promise<void>;
}
