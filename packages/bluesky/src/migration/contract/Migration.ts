import type { DidDocument } from "../../identity/DidDocument.ts";
import type { PlcSigner } from "../../identity/plc/PlcOperation.ts";
import type { NetworkOptions } from "../../network/NetworkOptions.ts";
import type { MissingBlob } from "../../transfer/contract/MissingBlob.ts";

/**
 * The steps of a migration, in their order.
 *
 * | step | what it does |
 * | --- | --- |
 * | `account` | makes a deactivated account on the new server, with service auth of the old one |
 * | `repository` | exports the repository and imports it |
 * | `blobs` | copies the blobs that records refer to |
 * | `preferences` | copies the preferences |
 * | `identity` | has the DID name the new server and its key |
 * | `activation` | activates the account on the new server |
 * | `deactivation` | deactivates the account on the old server |
 * | `verification` | compares what is there with what was |
 */
export type MigrationStep =
  | "account"
  | "repository"
  | "blobs"
  | "preferences"
  | "identity"
  | "activation"
  | "deactivation"
  | "verification";

/**
 * Keeps how far a migration has come: a file (`fileJournal` of `bluesky/migration/file`), a row of a database, whatever holds a text.
 * It holds no secrets.
 */
export interface JournalStore {
  /** What was saved last; undefined where nothing was. */
  load(): string | undefined | Promise<string | undefined>;
  /** Replaces it, in one step. Resolves when it is stored safely. */
  save(journal: string): void | Promise<void>;
}

/** The account where it is now. */
export interface MigrationSource {
  /** The account's own password: an app password will not do. */
  readonly password: string;
  /** The code that the server has sent by e-mail, where it asks for one at logins. */
  readonly authFactorToken?: string | undefined;
}

/** The account where it goes. */
export interface MigrationTarget {
  /** URL of the new server. */
  readonly service: string;
  /** The password that the account shall have there. Keep it: a migration that is resumed logs in with it. */
  readonly password: string;
  /**
   * The handle that the account shall have.
   *
   * @default the present one, where it is a domain of one's own
   */
  readonly handle?: string | undefined;
  /** The e-mail address. @default the present one */
  readonly email?: string | undefined;
  /** Where the new server wants one. */
  readonly inviteCode?: string | undefined;
}

/** A move of an account. */
export interface Move {
  /** The DID or handle of the account. */
  readonly account: string;
  /** Where it is. */
  readonly from: MigrationSource;
  /** Where it goes. */
  readonly to: MigrationTarget;
  /** Keeps how far it has come. */
  readonly journal: JournalStore;
  /** One's own rotation key of a `did:plc`. With it no e-mail is needed, and the move can be undone to its end. */
  readonly rotationKey?: PlcSigner | undefined;
  /**
   * Asks for the token that the old server sends by e-mail when a `did:plc` is to be changed. It is needed where there is no
   * `rotationKey`.
   */
  token?(): string | Promise<string>;
  /** Puts the new document of a `did:web` where it is served. It is needed for these. */
  publish?(document: DidDocument): void | Promise<void>;
}

/** What a migration tells while it goes on. */
export interface MigrationProgress {
  /** The step. */
  readonly step: MigrationStep;
  /** `begun`, `done`, or `moving`: so many blobs are there. */
  readonly state: "begun" | "moving" | "done";
  /** How many blobs have been copied in this run. */
  readonly copied?: number | undefined;
}

/** Options of {@link migrateAccount}. */
export interface MigrationOptions extends NetworkOptions {
  /** Stops the migration: it is resumed from its journal. */
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds for each attempt of a call; the import of a repository and the upload of a blob have ten times as long. @default 60_000 */
  readonly timeout?: number | undefined;
  /** Looks and says what would be done. Nothing is written, not even to the journal. @default false */
  readonly dryRun?: boolean | undefined;
  /**
   * What to do about blobs that the old server does not have any more, or that the new one does not take: `stop` before anything has
   * changed for others, or `continue` without them.
   *
   * @default "stop"
   */
  readonly onMissingBlob?: "stop" | "continue" | undefined;
  /** Is told what is being done. What it throws ends the migration. */
  onProgress?(progress: MigrationProgress): void | Promise<void>;
}

/** How far a step has come. */
export interface StepReport {
  /** The step. */
  readonly step: MigrationStep;
  /** `next` is what a migration that is resumed goes on with. */
  readonly state: "done" | "next" | "later";
  /** When it was done, by this machine's clock. */
  readonly at: string | undefined;
  /** How `undoMigration` undoes it, or why it cannot be undone. */
  readonly undo: string;
}

/** How far a migration has come, and what was found. */
export interface MigrationReport {
  /** The DID of the account. */
  readonly did: string;
  /** Origin of the old server. */
  readonly from: string;
  /** Origin of the new server. */
  readonly to: string;
  /** The handle that the account gets, or has got. */
  readonly handle: string;
  /** Whether all steps are done. */
  readonly isDone: boolean;
  /** All steps. */
  readonly steps: readonly StepReport[];
  /** What is in the way. Only a `dryRun` gives any: otherwise they are an error. */
  readonly obstacles: readonly string[];
  /** How many records the old server has. */
  readonly records: number;
  /** How many blobs records refer to there. */
  readonly blobs: number;
  /** Blobs that were not copied. */
  readonly missingBlobs: readonly MissingBlob[];
  /** Whether something was written at the old server after it was copied for the last time. It is still there. */
  readonly isLeftBehind: boolean;
}
