import type { Account, NetworkConfig } from "bluesky-devnet";

/** What logs in where: an account, and the network that it is looked for on. */
export interface ContenderAccount extends Account {
  readonly service: string;
  readonly network: NetworkConfig;
}

/** What a user hands in, and the limits that he sets, in the way of each library. */
export interface Given {
  readonly fetch?: typeof globalThis.fetch;
  /** Is called, and can be waited for, when tokens are to be stored. */
  readonly store?: () => Promise<void>;
  /** Runs before a request is sent. Not every library has it. */
  readonly hook?: () => Promise<void>;
  /** Milliseconds that a read may take: where there are no deadlines, its signal is aborted then. */
  readonly limit?: number;
}

/** A library at the work that all of them do, in the way that its README shows. */
export interface Contender {
  login(account: ContenderAccount, given?: Given): Promise<ContenderUser>;
  /** Reads a post of an account as nobody. @returns its text */
  readAsNobody(service: string, did: string, rkey: string): Promise<unknown>;
  /** Whether what is given as `hook` does anything. */
  readonly hasHooks: boolean;
}

export interface ContenderUser {
  /** Reads a post of the account. @returns its text */
  read(rkey: string): Promise<unknown>;
  /** Writes a post. `more` are properties that its lexicon does not have, or that take the place of those that it has. */
  write(text: string, more?: object): Promise<unknown>;
}

/** The collection that they read and write. */
export const collection = "app.bsky.feed.post";

/** The signal of a call that may take so long. */
export function signalOf({ limit }: Given): AbortSignal | undefined {
  return limit === undefined ? undefined : AbortSignal.timeout(limit);
}
