import type { Account, NetworkConfig } from "bluesky-devnet";

/** What logs in where: an account, and the network that it is looked for on. */
export interface ContenderAccount extends Account {
  readonly service: string;
  readonly network: NetworkConfig;
}

/** A library at the work that all of them do, in the way that its README shows. */
export interface Contender {
  login(account: ContenderAccount): Promise<ContenderUser>;
}

export interface ContenderUser {
  /** Reads a post of the account. @returns its text */
  read(rkey: string): Promise<unknown>;
  write(text: string): Promise<unknown>;
}

/** The collection that they read and write. */
export const collection = "app.bsky.feed.post";
