import type { Account, NetworkConfig } from "bluesky-devnet";
import type { Contender } from "../contenders/Contender.ts";

/** What a case is run on. */
export interface KindSetting {
  readonly network: NetworkConfig;
  readonly account: Account;
  /** A post to read, and its text. */
  readonly post: { readonly rkey: string; readonly text: string };
  make(about: "calls" | "session"): Promise<Contender>;
}

/** What became of it. */
export interface KindResult {
  readonly found: string;
  /** What a user would not expect. None: it is as it should be. */
  readonly harm?: string | undefined;
}

/** Something that goes wrong without a fault of the network: a row of the second table. */
export interface KindCase {
  readonly name: string;
  run(setting: KindSetting): Promise<KindResult>;
}
