import type { CallOptions, Client } from "../../xrpc/contract/Call.ts";
import type { MigrationOptions, MigrationStep, Move } from "../contract/Migration.ts";
import type { Journal } from "../journal/Journal.ts";

/** A migration that is under way, as its steps see it. */
export interface Run {
  readonly move: Move;
  readonly options: MigrationOptions;
  readonly call: CallOptions;
  /** The account at the old server. */
  readonly source: Client;
  /** The account at the new server. There is one from the step `account` on. */
  target(): Promise<Client>;
  /** How far it has come. */
  readonly journal: () => Journal;
  /** Changes the journal, and stores it. */
  note(change: Partial<Journal>): Promise<void>;
  tell(step: MigrationStep, copied: number): Promise<void>;
}
